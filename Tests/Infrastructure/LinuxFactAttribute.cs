namespace ConcurrencyBench.Tests.Infrastructure;

/// <summary>A test that asks /proc.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "The test looks into /proc, which only Linux has.";
        }
    }
}
