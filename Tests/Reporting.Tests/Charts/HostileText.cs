namespace ConcurrencyBench.Reporting.Tests.Charts;

/// <summary>Names that somebody has, or tries.</summary>
internal static class HostileText
{
    public static IReadOnlyList<string> All { get; } =
    [
        "",
        "<script>alert(1)</script>",
        "</style></script><img src=x onerror=alert(1)>",
        "\"onload=\"alert(1)",
        "a & b &lt; c 'd' `e` | f",
        "\u202eright-to-left override, עברית, العربية",
        "control \u0000 \u0008 \u000b \uffff and half \ud800 a pair",
        "👩‍👩‍👧‍👦 e\u0301",
        new('x', 300),
        string.Concat(Enumerable.Repeat("long name, ", 30)),
        "javascript:alert(1)",
        "../../etc/passwd",
    ];
}
