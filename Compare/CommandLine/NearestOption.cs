using System.CommandLine;
using System.CommandLine.Invocation;

namespace ConcurrencyBench.Compare.CommandLine;

/// <summary>Suggests options with a similar name, by the parser's own correction of typing errors.</summary>
internal static class NearestOption
{
    /// <returns>A message for an option that a command does not have, with similar ones where there are any.</returns>
    public static string DescribeUnknown(string option, Command command) =>
        $"Unknown option '{option}'.{Suggest(option, command)} See --help.";

    /// <returns>" Did you mean …?" with the nearest names, or "" when none is near.</returns>
    public static string Suggest(string written, Command command)
    {
        // The parser corrects only where nothing else could take the word: in a command without arguments.
        RootCommand probe = [];
        foreach (Option option in command.Options.Where(option => !probe.Options.Any(own => own.Name == option.Name)))
        {
            probe.Options.Add(option);
        }

        string[] names = FindSimilar(probe, written.Split('=', ':')[0]);
        return names is [] ? "" : $" Did you mean {string.Join(" or ", names)}?";
    }

    private static string[] FindSimilar(RootCommand probe, string written)
    {
        ParseResult parsed = probe.Parse([written]);
        if (parsed.Action is not ParseErrorAction action)
        {
            return [];
        }

        action.ShowHelp = false;
        using StringWriter corrections = new();
        parsed.Invoke(new InvocationConfiguration { Output = corrections, Error = corrections });
        IEnumerable<string> lines = corrections.ToString().Split('\n').Select(line => line.Trim());
        return [.. lines.Where(line => probe.Options.Any(option => option.Name == line))];
    }
}
