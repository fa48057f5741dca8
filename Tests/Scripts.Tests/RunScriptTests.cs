using System.Text.RegularExpressions;

namespace ConcurrencyBench.Scripts.Tests;

/// <summary>run.sh and run.ps1 start the same with every verb, with the same arguments, folder and exit code.</summary>
public sealed partial class RunScriptTests
{
    private static readonly string[][] Arguments =
    [
        [],
        ["main"],
        ["results"],
        ["--filter", "*ModelBenchmarks.Channel*"],
        ["--numbers", "53541233,21235343,1000003"],
        [""],
        ["a b", ""],
        ["*", "?.md"],
        ["it's", "say \"hi\""],
        ["$HOME", "`x`", "$(x)", "@x", "a;b|c&d", "\\", "ä", "%PATH%"],
        ["--", "--numbers", "12"],
        ["-p:Configuration=Debug", "--option=a b", "-x", "-", "-name:"],
    ];

    /// <summary>Verbs of the scripts' own text, one that only the suite knows, and one that differs by its case.</summary>
    private static readonly string[] Verbs = [.. VerbsOf(ShellVerb(), "run.sh"), "bench", "TEST", ""];

    private static readonly string[][] Cases =
    [
        [],
        .. Verbs.SelectMany(verb => Arguments.Select(arguments => (string[])[verb, .. arguments])),
    ];

    [Fact]
    public void Verbs_OfBothScripts_AreTheSame()
    {
        Assert.Contains("gate", Verbs);
        Assert.Equal(VerbsOf(ShellVerb(), "run.sh"), VerbsOf(PowerShellVerb(), "run.ps1"));
    }

    [UnixTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EveryVerb_AnyArguments_HandsOverTheSame(bool typed)
    {
        using FakeDotnet shell = new();
        using FakeDotnet powerShell = new();
        string[] expected = await shell.RunShellAsync(Cases, exitCodes: "0");
        string[] found = await powerShell.RunPowerShellAsync(Cases, exitCodes: "0", typed);

        AssertSame(Cases, expected, found);
        Assert.All(
            Cases.Zip(expected).Where(both => both.First.Length > 1),
            both => Assert.Contains(FakeDotnet.Describe(both.First[1..]), both.Second, StringComparison.Ordinal)
        );
    }

    [UnixTheory]
    [InlineData("3", 3)]
    [InlineData("0 5", 0)]
    public async Task EveryVerb_DotnetFails_ExitsTheSame(string exitCodes, int first)
    {
        string[][] cases =
        [
            [],
            .. Verbs.Select(verb => (string[])[verb, "x"]),
        ];
        using FakeDotnet shell = new();
        using FakeDotnet powerShell = new();
        string[] expected = await shell.RunShellAsync(cases, exitCodes);
        AssertSame(cases, expected, await powerShell.RunPowerShellAsync(cases, exitCodes, typed: false));
        Assert.All(expected, record => Assert.EndsWith($"exit code {first}\n", record, StringComparison.Ordinal));
    }

    /// <summary>As a system starts it. PowerShell then hands -p:X=Y over as two arguments, about which a script can do nothing.</summary>
    [UnixTheory]
    [InlineData("main")]
    [InlineData("a b", "", "*", "it's", "say \"hi\"", "1.50", "007", "--", "1,2")]
    public async Task RunPs1_StartedAsAFile_HandsOverAndExitsWithTheCodeOfDotnet(params string[] arguments)
    {
        using FakeDotnet dotnet = new();
        ProgramRun run = await dotnet.RunPowerShellFileAsync(RepositoryFolder.File("run.ps1"), ["gate", .. arguments], exitCodes: "2");
        Assert.Equal(2, run.ExitCode);
        Assert.EndsWith(FakeDotnet.Describe(["*ModelBenchmarks.ProcessPool(*", .. arguments]), dotnet.Read(), StringComparison.Ordinal);
    }

    private static void AssertSame(string[][] cases, string[] shell, string[] powerShell)
    {
        Assert.Equal(cases.Length, shell.Length);
        Assert.Equal(cases.Length, powerShell.Length);
        Assert.Equal(
            "",
            string.Concat(
                cases
                    .Zip(shell, powerShell)
                    .Where(both => both.Second != both.Third)
                    .Select(both => $"\n[{string.Join("] [", both.First)}]\nrun.sh:\n{both.Second}run.ps1:\n{both.Third}")
            )
        );
    }

    private static string[] VerbsOf(Regex verb, string script) =>
        [.. verb.Matches(File.ReadAllText(RepositoryFolder.File(script))).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"^  ([a-z][a-z-]*)\)", RegexOptions.Multiline)]
    private static partial Regex ShellVerb();

    [GeneratedRegex(@"^    '([a-z][a-z-]*)' \{", RegexOptions.Multiline)]
    private static partial Regex PowerShellVerb();
}
