namespace ConcurrencyBench.Benchmarks.Tests;

/// <summary>Bad input gets one clear line on stderr, exit code 1, and nothing is written.</summary>
public sealed class BadInputTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static TheoryData<string, string> Cases =>
        new()
        {
            { "bnch", "Did you mean 'bench'" },
            { "--fliter *", "Did you mean '--filter'" },
            { "bench --modle x", "Did you mean '--model'" },
            { "--model parallel-fr", "Did you mean 'parallel-for'" },
            { "--workload artcle", "Did you mean 'article'" },
            { "--kernel square", "Did you mean 'square-root'" },
            { "--filter *Paralel*", "Did you mean 'ParallelFor'" },
            { "--numbers 12,x", "'x' is not a whole number" },
            { "--numbers 0", "out of range" },
            { "--numbers 9223372036854775808", "out of range" },
            { "--numbers-file no-such-file", "no-such-file" },
            { "--numbers 1 --numbers-file x", "not both" },
            { "--workers 0", "1 to 512" },
            { "--workers many", "'many'" },
            { "--machine My_Machine", "'my-machine'" },
            { "--job fast", "dry" },
            { "--runtimes net9.0 --filter *SquareRoot*", "built for net10.0 and cannot run on .NET 9.0" },
            { "--runtimes net10.0 net48 --filter *SquareRoot*", "cannot run on .NET Framework 4.8" },
            { "--runtimes net99.0 --filter *SquareRoot*", "net10_0" },
            { "--launchCount lots", "launchCount" },
            { "--model thread-per-item --workload many-small --filter *ThreadPerItem*", "4096 items" },
            { "smoke --filter x", "use bench" },
            { "advise", "--costs FILE" },
            { "advise --costs no-such-file", "no-such-file" },
            { "advise --costs a --numbers 1", "either --costs or --numbers" },
            { "advise --numbers 12,x", "'x' is not a whole number" },
            { "advise --workload article --cores 0", "1 to 512" },
            { "advise --workload article --arrivals sometimes", "at-once or stream" },
            { "advise --workload article --machine amd-epyc-2-core-linux-x64", "Did you mean 'amd-epyc-2-cores-linux-x64'" },
            { "advise --workload all --machine amd-epyc-2-cores-linux-x64", "one workload at a time" },
            { "advise --costs a --fast", "--fast" },
            { "kills --engine kafka", "rabbitmq or orleans" },
            { "kills --engine orleans --restarts 1", "RabbitMQ's" },
            { "cluster", "cluster --what-if" },
            { "cluster --what-if --items 10 --item-ms 1", "--hand-off-us" },
            { "cluster --what-if --hand-off-us 1", "--items N --item-ms N" },
            { "cluster --what-if --hand-off-us 1 --items 10", "both --items and --item-ms" },
            { "cluster --what-if --hand-off-us 1 --items 10 --item-ms 1 --costs a", "not both" },
            { "cluster --what-if --hand-off-us 1 --costs no-such-file", "no-such-file" },
            { "cluster --what-if --hand-off-us 1,5 --items 10 --item-ms 1", "'1,5'" },
            { "cluster --what-if --hand-off-us 1 --items 10 --item-ms 1 --hosts 0", "from 1 to 100000" },
            { "cluster --what-if --hand-off-us 1 --items 10 --item-ms 1 --hosts 100000 --cores 1024", "5000000" },
            { "cluster --what-if --hand-off-us 1 --items 10 --item-ms 1 --host 5", "--host" },
            { "smoke --workload", "--workload" },
            { "host", "either --broker or --cluster" },
            { "host --broker machine", "amqp://user:password@machine:5672" },
            { "host --broker amqp://127.0.0.1 --workers 0", "1 to 512" },
            { "kills --hosts many", "0 to 1000" },
            { "kills --queue fast", "classic or quorum" },
            { "kills --cuts -1", "0 to 1000" },
            { "kills --heartbeat 0", "1 to 60" },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Main_BadInput_IsOneClearLine(string arguments, string expected)
    {
        using TemporaryFolder folder = new();
        string artifacts = Path.Combine(folder.Path, "run");
        string[] given = arguments.Split(' ');
        ProgramRun run = await ProgramRun.RunAsync(
            "Benchmarks",
            given[0] is "bnch" or "smoke" or "advise" or "cluster" or "kills" or "host" ? given : [.. given, "--artifacts", artifacts],
            Limit
        );

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        string line = Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(artifacts));
    }

    [Fact]
    public async Task Main_FolderThatCannotBeWritten_SaysSo()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("a-file", "");
        ProgramRun run = await ProgramRun.RunAsync("Benchmarks", ["--artifacts", Path.Combine(file, "run")], Limit);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Choose another with --artifacts", run.Error, StringComparison.Ordinal);
    }
}
