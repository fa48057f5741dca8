using System.Runtime.InteropServices;

namespace ConcurrencyBench.Benchmarks.Host;

/// <summary>The power source of the machine, on Windows and macOS.</summary>
internal static partial class OtherBattery
{
    public static bool? IsOnBattery() =>
        OperatingSystem.IsMacOS() ? ToolRunner.TryRead("/", "pmset", "-g", "batt")?.Contains("Battery Power", StringComparison.Ordinal)
        : OperatingSystem.IsWindows() && GetSystemPowerStatus(out PowerStatus status) && status.AcLine <= 1 ? status.AcLine == 0
        : null;

    [LibraryImport("kernel32.dll")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetSystemPowerStatus(out PowerStatus status);

    // SYSTEM_POWER_STATUS: the first byte is 0 on battery, 1 on mains, 255 when unknown.
    [StructLayout(LayoutKind.Sequential)]
    private struct PowerStatus
    {
        public byte AcLine;
        public byte BatteryFlag;
        public byte BatteryLifePercent;
        public byte SystemStatusFlag;
        public int BatteryLifeSeconds;
        public int BatteryFullLifeSeconds;
    }
}
