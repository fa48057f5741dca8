using ConcurrencyBench.House.Tests.Checkouts;

namespace ConcurrencyBench.House.Tests.Sources;

/// <summary>Finds runs of equal lines.</summary>
/// <remarks>Each run of <see cref="MinimumLines"/> lines is looked up; two equal ones grow until their lines differ.</remarks>
internal sealed class DuplicateFinder
{
    /// <summary>The shortest run that counts, in lines that say something.</summary>
    public const int MinimumLines = 6;

    private readonly ImmutableArray<ImmutableArray<CodeLine>> _files;
    private readonly ImmutableArray<string> _projects;

    private DuplicateFinder(IReadOnlyCollection<SourceFile> files)
    {
        _files = [.. files.Select(CodeLine.Find)];
        _projects = [.. files.Select(file => file.Project)];
    }

    /// <summary>Finds the longest runs that stand in two places or more.</summary>
    /// <returns>Longest first. A part of a run is a block of its own only where it stands in a further place.</returns>
    public static ImmutableArray<DuplicateBlock> Find(IReadOnlyCollection<SourceFile> files)
    {
        DuplicateFinder finder = new(files);
        return
        [
            .. finder
                .FindPairs()
                .GroupBy(pair => finder.GetText(pair.First, pair.Length))
                .Select(finder.CreateBlock)
                .OrderByDescending(block => block.Runs[0].Lines.Length)
                .ThenBy(block => block.Runs[0].Start.ToString(), StringComparer.Ordinal),
        ];
    }

    private IEnumerable<Pair> FindPairs() =>
        _files
            .Index()
            .SelectMany(file =>
                Enumerable.Range(0, Math.Max(0, file.Item.Length - MinimumLines + 1)).Select(line => new Position(file.Index, line))
            )
            .GroupBy(position => GetText(position, MinimumLines))
            .SelectMany(group => FindPairs([.. group]));

    private IEnumerable<Pair> FindPairs(Position[] equal) =>
        equal
            .SelectMany((first, index) => equal.Skip(index + 1).Select(second => (First: first, Second: second)))
            .Where(pair => !BeginsEarlier(pair.First, pair.Second))
            .Select(pair => new Pair(pair.First, pair.Second, CountEqual(pair.First, pair.Second)))
            .Where(pair => pair.Length >= MinimumLines);

    private bool BeginsEarlier(Position first, Position second) =>
        first.Line > 0
        && second.Line > 0
        && GetLine(first with { Line = first.Line - 1 }) == GetLine(second with { Line = second.Line - 1 });

    // Two runs of one file end before the second begins again what the first has.
    private int CountEqual(Position first, Position second)
    {
        int room = Math.Min(_files[first.File].Length - first.Line, _files[second.File].Length - second.Line);
        int limit = first.File == second.File ? Math.Min(room, second.Line - first.Line) : room;
        int count = 0;
        while (count < limit && GetLine(first with { Line = first.Line + count }) == GetLine(second with { Line = second.Line + count }))
        {
            count++;
        }

        return count;
    }

    private DuplicateBlock CreateBlock(IGrouping<string, Pair> pairs) =>
        new([
            .. pairs
                .SelectMany(pair => new[] { pair.First, pair.Second })
                .Distinct()
                .Order()
                .Select(start => new CodeRun(_projects[start.File], _files[start.File].Slice(start.Line, pairs.First().Length))),
        ]);

    private string GetText(Position start, int count) =>
        string.Join('\n', _files[start.File].Slice(start.Line, count).Select(line => line.Text));

    private string GetLine(Position position) => _files[position.File][position.Line].Text;

    private readonly record struct Position(int File, int Line) : IComparable<Position>
    {
        public int CompareTo(Position other) => (File, Line).CompareTo((other.File, other.Line));
    }

    private readonly record struct Pair(Position First, Position Second, int Length);
}
