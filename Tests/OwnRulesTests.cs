using System.Reflection;

namespace ConcurrencyBench.Tests;

/// <summary>The rules that every test keeps. Each test program has them for its own tests.</summary>
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

    /// <summary>xUnit runs a collection whose definition is in another assembly in parallel with the others.</summary>
    [Fact]
    public void Collections_OfTestClasses_AreDefinedInTheAssemblyOfTheTests() =>
        Assert.Empty(NamesOf<CollectionAttribute>().Except(NamesOf<CollectionDefinitionAttribute>()));

    private static IEnumerable<object?> NamesOf<TAttribute>() =>
        typeof(OwnRulesTests)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributesData())
            .Where(data => data.AttributeType == typeof(TAttribute))
            .Select(data => data.ConstructorArguments[0].Value);

    private static bool IsLong(MethodInfo test) =>
        test.GetCustomAttributesData()
            .Concat(test.DeclaringType!.GetCustomAttributesData())
            .Any(data => data.AttributeType == typeof(TraitAttribute) && Equals(data.ConstructorArguments[^1].Value, "Long"));
}
