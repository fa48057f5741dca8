using System.Text;

namespace ConcurrencyBench.Compare.Tests;

/// <summary>Writes reports of many benchmarks, as BenchmarkDotNet's full-compressed exporter would.</summary>
internal static class LargeReports
{
    private const int Launches = 15;
    private const int Iterations = 5;

    /// <returns>The size of the file in bytes.</returns>
    public static long Write(string path, int benchmarks, int seed)
    {
        Random random = new(seed);
        using (StreamWriter writer = new(path, append: false, new UTF8Encoding(false), bufferSize: 1 << 20))
        {
            writer.Write(
                """{"Title":"Suite.Work-20260102-030405","HostEnvironmentInfo":{"BenchmarkDotNetVersion":"0.15.8","""
                    + """ "OsVersion":"Debian","ProcessorName":"CPU","LogicalCoreCount":2,"""
                    + """ "RuntimeVersion":".NET 10.0.12","Architecture":"X64","Configuration":"RELEASE"},"Benchmarks":["""
            );
            for (int i = 0; i < benchmarks; i++)
            {
                writer.Write(i == 0 ? "" : ",");
                WriteBenchmark(writer, i, random);
            }

            writer.Write("]}");
        }

        return new FileInfo(path).Length;
    }

    private static void WriteBenchmark(StreamWriter writer, int index, Random random)
    {
        double nanoseconds = 1000 + (index % 1000);
        double[][] launches =
        [
            .. Enumerable.Range(0, Launches).Select(_ => Launch(nanoseconds * (1 + (0.02 * random.NextDouble())), random)),
        ];
        writer.Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"DisplayInfo":"Work{{index % 100}}.Run{{index}}: DefaultJob [N=1]","Namespace":"Suite","""
                    + $$""" "Type":"Work{{index % 100}}","Method":"Run{{index}}","MethodTitle":"Run{{index}}","Parameters":"N=1","""
                    + $$""" "FullName":"Suite.Work{{index % 100}}.Run{{index}}(N: 1)","""
                    + $$""" "Statistics":{"OriginalValues":["""
            )
        );
        writer.Write(
            string.Join(',', launches.SelectMany(launch => launch).Select(time => time.ToString("R", CultureInfo.InvariantCulture)))
        );
        writer.Write("""],"N":75,"Mean":1000},"Memory":{"BytesAllocatedPerOperation":424},"Measurements":[""");
        writer.Write(string.Join(',', launches.SelectMany((launch, i) => launch.Select((time, j) => Measurement(i + 1, j + 1, time)))));
        writer.Write("]}");
    }

    private static double[] Launch(double level, Random random) =>
        [.. Enumerable.Range(0, Iterations).Select(_ => level * (1 + (0.01 * random.NextDouble())))];

    private static string Measurement(int launch, int iteration, double nanoseconds) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"IterationMode":"Workload","IterationStage":"Actual","LaunchIndex":{{launch}},"IterationIndex":{{iteration}},"""
                + $$""" "Operations":1048576,"Nanoseconds":{{nanoseconds * 1048576:F0}}}"""
        );
}
