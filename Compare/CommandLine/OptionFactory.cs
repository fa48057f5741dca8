using System.CommandLine;

namespace ConcurrencyBench.Compare.CommandLine;

/// <summary>Creates options. A value name is what help prints for the value, such as <c>FILE</c>.</summary>
internal static class OptionFactory
{
    public static Option<bool> CreateFlag(string name, string description) => new(name) { Description = description };

    public static Option<string?> CreateText(string name, string valueName, string description) =>
        new(name) { Description = description, HelpName = valueName };

    public static Option<string> CreateText(string name, string valueName, string description, string defaultValue) =>
        new(name)
        {
            Description = description,
            HelpName = valueName,
            DefaultValueFactory = _ => defaultValue,
        };

    /// <summary>Creates an option with one of several values.</summary>
    public static Option<string> CreateChoice(string name, string[] choices, string description, string defaultValue)
    {
        Option<string> option = new(name) { Description = description, DefaultValueFactory = _ => defaultValue };
        option.AcceptOnlyFromAmong(choices);
        return option;
    }

    /// <summary>Creates an option that may be given several times.</summary>
    public static Option<string[]> CreateTexts(string name, string valueName, string description) =>
        new(name) { Description = $"{description} May be given again.", HelpName = valueName };

    /// <summary>Creates an option with two values.</summary>
    public static Option<string[]> CreateTwo(string name, string valueNames, string description) =>
        new(name)
        {
            Description = description,
            HelpName = valueNames,
            Arity = new ArgumentArity(2, 2),
            AllowMultipleArgumentsPerToken = true,
        };

    /// <summary>Creates the option for files to write, with the name and its short form.</summary>
    public static Option<string[]> CreateOutputs(string formats) =>
        new("--output", "-o") { Description = $"Also write a file: {formats}. May be given again.", HelpName = "FILE" };

    /// <summary>Creates the option for the memory that an operation may allocate more.</summary>
    public static Option<string?> CreateAllocationMargin() =>
        CreateText(
            "--alloc-margin",
            "PERCENT%|BYTES",
            "Also fail (exit code 2) when an operation allocates more than this above the baseline. Default: only show allocations."
        );

    /// <summary>Creates the option for the project of a source tree.</summary>
    public static Option<string?> CreateProject() =>
        CreateText("--project", "PATH", "The benchmark project, from the top of each source tree that has several.");

    /// <summary>Creates the option for the program of a folder.</summary>
    public static Option<string?> CreateProgram() =>
        CreateText("--program", "NAME.dll", "The program, for a folder of binaries that has several.");
}
