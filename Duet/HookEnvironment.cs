using ConcurrencyBench.Duet.Protocol;

namespace ConcurrencyBench.Duet;

/// <summary>The environment variables that bring the hook into a program.</summary>
internal static class HookEnvironment
{
    /// <summary>Reads the name of the pipe and removes the hook's variables, so that no child of the program inherits them.</summary>
    /// <returns>Null where the hook is not wanted.</returns>
    public static string? TakePipe()
    {
        string? pipe = Environment.GetEnvironmentVariable(DuetVariables.Pipe);
        if (pipe is null)
        {
            return null;
        }

        Environment.SetEnvironmentVariable(DuetVariables.Pipe, null);
        string own = typeof(HookEnvironment).Assembly.Location;
        IEnumerable<string> others = (Environment.GetEnvironmentVariable(DuetVariables.StartupHooks) ?? "")
            .Split(Path.PathSeparator)
            .Where(hook => hook.Length > 0 && !IsSameFile(hook, own));
        string left = string.Join(Path.PathSeparator, others);
        Environment.SetEnvironmentVariable(DuetVariables.StartupHooks, left.Length == 0 ? null : left);
        return pipe;
    }

    private static bool IsSameFile(string one, string other) =>
        string.Equals(one, other, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
