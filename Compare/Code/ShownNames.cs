using System.Text.RegularExpressions;

namespace ConcurrencyBench.Compare.Code;

/// <summary>Creates names for messages, without namespaces and what the compiler adds.</summary>
internal static partial class ShownNames
{
    /// <param name="type">The type.</param>
    /// <param name="member">The name of its member; empty for the type.</param>
    public static string Create(TypeName type, string member)
    {
        string[] outer = type.FullName.Split('+');
        string[] parts =
        [
            outer[0][(outer[0].LastIndexOf('.') + 1)..],
            .. outer[1..],
            .. member.Length > 0 ? [member] : Array.Empty<string>(),
        ];

        // <Plan>b__0 is a lambda of Plan, and <PlanAsync>d__1 its state machine.
        int made = Array.FindIndex(parts, part => part.StartsWith('<'));
        IEnumerable<string> written =
            made < 0 ? parts
            : parts.Skip(made).Select(part => MadeFor().Match(part)).FirstOrDefault(match => match.Success) is { } match
                ? parts.Take(made).Append(match.Groups[1].Value)
            : made == 0 ? parts
            : parts.Take(made);
        return string.Join('.', written.Select(part => part.Split('`')[0].TrimStart('.')));
    }

    [GeneratedRegex("^<([^<>]+)>")]
    private static partial Regex MadeFor();
}
