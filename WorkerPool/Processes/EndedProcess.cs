using System.ComponentModel;

namespace ConcurrencyBench.Workers.Processes;

/// <summary>What .NET throws where a process ends while it is looked at.</summary>
internal static class EndedProcess
{
    /// <returns>
    /// True for an exception that reading a process throws when it has ended before (<see cref="ArgumentException"/>,
    /// <see cref="InvalidOperationException"/>), ends meanwhile (<see cref="Win32Exception"/>, <see cref="IOException"/>), or cannot be
    /// read by this user (<see cref="Win32Exception"/>, <see cref="NotSupportedException"/>).
    /// </returns>
    public static bool Explains(Exception exception) =>
        exception is ArgumentException or InvalidOperationException or Win32Exception or IOException or NotSupportedException;
}
