using System.Reflection;
using System.Text.RegularExpressions;

namespace ConcurrencyBench.Tests.Infrastructure;

/// <summary>What every test keeps to.</summary>
public sealed class OwnRulesTests
{
    private static readonly MethodInfo[] Tests =
    [
        .. typeof(OwnRulesTests)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttributes().Any(attribute => attribute is Xunit.FactAttribute)),
    ];

    [Fact]
    public void EveryTest_ButForProperties_HasALimit()
    {
        Assert.NotEmpty(Tests);
        Assert.DoesNotContain(
            Tests,
            test => test.GetCustomAttribute<Xunit.FactAttribute>() is { Timeout: <= 0 } and not FsCheck.Xunit.PropertyAttribute
        );
    }

    [Fact]
    public void LongTests_HaveALimitOfTheirOwn() =>
        Assert.All(Tests.Where(IsLong), test => Assert.NotEqual(TestLimit.Usual, test.GetCustomAttribute<Xunit.FactAttribute>()!.Timeout));

    /// <summary>A test that cannot run here says so with Assert.Skip: one that returns counts as passed.</summary>
    [Fact]
    public void Tests_NeverReturnEarly() =>
        Assert.All(
            Directory.EnumerateFiles(RepositoryFolder.File(nameof(Tests)), "*Tests.cs", SearchOption.AllDirectories),
            file => Assert.DoesNotMatch(new Regex(@"^\s+return( Task\.CompletedTask)?;", RegexOptions.Multiline), File.ReadAllText(file))
        );

    /// <summary>A wait without a limit says nothing of what was waited for.</summary>
    [Fact]
    public void Tests_NeverWaitWithoutALimit() =>
        Assert.All(
            Directory.EnumerateFiles(RepositoryFolder.File(nameof(Tests)), "*Tests.cs", SearchOption.AllDirectories),
            file =>
                Assert.DoesNotMatch(
                    new Regex(
                        @"\.(WaitForExit|Wait|WaitOne|Join)\(\)|WaitForExitAsync\(\)(?!\.WaitAsync)|^\s+while \(.*\n\s+\{\n\s+await Task\.Delay",
                        RegexOptions.Multiline
                    ),
                    File.ReadAllText(file)
                )
        );

    private static bool IsLong(MethodInfo test) =>
        test.GetCustomAttributesData()
            .Concat(test.DeclaringType!.GetCustomAttributesData())
            .Any(data => data.AttributeType == typeof(TraitAttribute) && Equals(data.ConstructorArguments[^1].Value, "Long"));
}
