namespace ConcurrencyBench.DuetSubject;

/// <summary>A file to which benchmarks write what happens to them, a line each.</summary>
internal static class Journal
{
    private static readonly string? File = Environment.GetEnvironmentVariable("DUET_SUBJECT_JOURNAL");

    public static void Write(string line)
    {
        if (File is not null)
        {
            System.IO.File.AppendAllText(File, $"{line}\n");
        }
    }
}
