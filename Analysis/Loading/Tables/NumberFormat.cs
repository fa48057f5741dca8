using System.Text.RegularExpressions;

namespace ConcurrencyBench.Analysis.Loading.Tables;

/// <summary>A number as a cell shows it.</summary>
/// <param name="Value">The number.</param>
/// <param name="Step">The value of one of its last digit: it is rounded to that.</param>
/// <param name="Unit">What stands behind it; may be empty.</param>
internal readonly record struct CellNumber(double Value, double Step, string Unit);

/// <summary>The culture of a file's numbers, found in the numbers themselves.</summary>
/// <param name="decimalSeparator">Null where no number of the file tells a decimal separator from one of thousands.</param>
internal sealed partial class NumberFormat(char? decimalSeparator)
{
    private const string BothSeparators = ".,";

    /// <param name="cells">All cells that may hold numbers.</param>
    public static NumberFormat Find(IEnumerable<string> cells)
    {
        char[] found = [.. cells.Select(cell => FindDecimalSeparator(Digits(Number().Match(cell)))).OfType<char>().Distinct()];
        return new NumberFormat(found is [var only] ? only : null);
    }

    /// <summary>True for a number with one separator that means two things.</summary>
    public bool IsAmbiguous(string cell) =>
        decimalSeparator is null
        && Digits(Number().Match(cell)) is var digits
        && digits.IndexOfAny([.. BothSeparators]) >= 0
        && FindDecimalSeparator(digits) is null;

    /// <returns>Null where a cell begins with no number, or with one that is ambiguous.</returns>
    public CellNumber? Parse(string cell)
    {
        Match match = Number().Match(cell);
        if (!match.Success || IsAmbiguous(cell))
        {
            return null;
        }

        string digits = Digits(match);
        char separator = FindDecimalSeparator(digits) ?? decimalSeparator ?? '.';
        int point = digits.LastIndexOf(separator);
        int decimals = point < 0 ? 0 : digits.Length - point - 1;
        string plain = string.Concat(digits.Where((letter, i) => char.IsAsciiDigit(letter) || i == point)).Replace(',', '.');
        return double.TryParse(match.Groups["sign"].Value.Replace('−', '-') + plain, CultureInfo.InvariantCulture, out double value)
            ? new CellNumber(value, Math.Pow(10, -decimals), match.Groups["unit"].Value)
            : null;
    }

    /// <returns>A cell that holds a number with a decimal comma, with a point; any other as it is.</returns>
    public string ToInvariant(string cell) => decimalSeparator == ',' && DecimalComma().IsMatch(cell) ? cell.Replace(',', '.') : cell;

    private static string Digits(Match number) =>
        string.Concat(number.Groups["digits"].Value.Where(letter => char.IsAsciiDigit(letter) || BothSeparators.Contains(letter)));

    // Null where there is none, or where it may be one of thousands as well: thousands have three digits behind each, and one to
    // three before the first, which is no 0.
    private static char? FindDecimalSeparator(string digits)
    {
        int last = digits.LastIndexOfAny([.. BothSeparators]);
        if (last < 0)
        {
            return null;
        }

        char other = digits[last] == '.' ? ',' : '.';
        bool isRepeated = digits.IndexOf(digits[last]) != last;
        return isRepeated ? other
            : digits.Contains(other) || digits.Length - last != 4 || last > 3 || digits[0] == '0' ? digits[last]
            : null;
    }

    [GeneratedRegex(@"^-?\d+,\d+$")]
    private static partial Regex DecimalComma();

    // Thousands may be apart by any space or apostrophe; so may a unit.
    [GeneratedRegex(@"^\s*(?<sign>[-−]?)(?<digits>\d+(?:[.,]\d+|[\s'’]\d{3}(?!\d))*)\s*(?<unit>.*?)\s*$")]
    private static partial Regex Number();
}
