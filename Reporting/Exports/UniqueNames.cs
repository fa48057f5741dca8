namespace ConcurrencyBench.Reporting.Exports;

/// <summary>Keeps names apart that became one when a format's rules were applied.</summary>
internal sealed class UniqueNames
{
    private readonly Dictionary<string, int> _taken = [];

    /// <returns>The name, with #01 and so on where it was taken before.</returns>
    public string Take(string name)
    {
        int times = _taken[name] = _taken.GetValueOrDefault(name) + 1;
        return times == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}#{times - 1:00}");
    }
}
