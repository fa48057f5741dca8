using System.CommandLine;
using System.CommandLine.Invocation;

namespace ConcurrencyBench.Compare.CommandLine;

/// <summary>Guesses which option somebody meant, by the parser's own correction of typing errors.</summary>
internal static class NearestOption
{
    /// <returns>" Did you mean …?" with the nearest names, or "" when none is near.</returns>
    public static string Suggest(string written, Command command)
    {
        // The parser corrects only where nothing else could take the word: in a command without arguments.
        RootCommand probe = [];
        foreach (Option option in command.Options.Where(option => !probe.Options.Any(own => own.Name == option.Name)))
        {
            probe.Options.Add(option);
        }

        ParseResult parsed = probe.Parse([written.Split('=', ':')[0]]);
        if (parsed.Action is not ParseErrorAction action)
        {
            return "";
        }

        action.ShowHelp = false;
        using StringWriter corrections = new();
        parsed.Invoke(new InvocationConfiguration { Output = corrections, Error = corrections });
        string[] names =
        [
            .. corrections
                .ToString()
                .Split('\n')
                .Select(line => line.Trim())
                .Where(line => probe.Options.Any(option => option.Name == line)),
        ];
        return names is [] ? "" : $" Did you mean {string.Join(" or ", names)}?";
    }
}
