using System.Collections.Immutable;
using System.Text;

namespace ConcurrencyBench.Benchmarks.Scaling;

/// <summary>The report on scaling as Markdown.</summary>
internal static class ScalingMarkdown
{
    /// <summary>The file's name in the run's folder.</summary>
    public const string FileName = "scaling.md";

    public static string Render(IEnumerable<ScalingSection> sections)
    {
        StringBuilder text = new("# Scaling and what-if\n");
        foreach (ScalingSection section in sections)
        {
            text.Append(null, $"\n## {section.Title}\n");
            AppendTable(text, section);
            foreach (string note in section.Notes)
            {
                text.Append(null, $"\n{note}\n");
            }
        }

        return text.ToString();
    }

    private static void AppendTable(StringBuilder text, ScalingSection section)
    {
        if (section.Rows.IsEmpty)
        {
            return;
        }

        text.Append(null, $"\n{Line(section.Columns)}\n|---|{string.Concat(section.Columns.Skip(1).Select(_ => "--:|"))}\n");
        foreach (ImmutableArray<string> row in section.Rows)
        {
            text.Append(null, $"{Line(row)}\n");
        }
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
