using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ConcurrencyBench.Workers.Transports;

/// <summary>The place of a Unix domain socket, to which others connect.</summary>
/// <remarks>
/// On Linux it loses its name at once, so that no killed process can leave a file behind; others reach it by the descriptor of its creator.
/// Elsewhere the name stays until its creator deletes it.
/// </remarks>
internal sealed partial class SocketPlace : IDisposable
{
    // O_PATH and O_CLOEXEC: the place alone, and nothing for children.
    private const int PlaceOnly = 0x20_0000 | 0x8_0000;

    private readonly SafeFileHandle? _place;

    /// <param name="name">The path of a socket that is bound and listens.</param>
    /// <exception cref="IOException">The system gives no descriptor for it.</exception>
    public SocketPlace(string name)
    {
        Path = name;
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        _place = Open(name, PlaceOnly);
        if (_place.IsInvalid)
        {
            throw new IOException($"The socket '{name}' cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        TemporaryPath.TryDelete(name);
        Path = string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{_place.DangerousGetHandle()}");
    }

    /// <summary>The path under which others connect while this is not disposed.</summary>
    public string Path { get; }

    public void Dispose() => _place?.Dispose();

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial SafeFileHandle Open(string path, int flags);
}
