namespace ConcurrencyBench.Tests.Infrastructure;

/// <summary>A test of something that Windows does not have, such as signals.</summary>
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows has no signals.";
        }
    }
}
