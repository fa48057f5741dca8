using ConcurrencyBench.House.Tests.Checkouts;

namespace ConcurrencyBench.House.Tests.Sources;

public sealed class FunctionFinderTests
{
    [Fact]
    public void Find_AMethodWithDocumentationAndAttributes_CountsFromItsSignature()
    {
        SourceFile file = SourceText.Parse(
            """
            class A
            {
                /// <summary>Two lines
                /// of documentation.</summary>
                [Obsolete]
                [Mark]
                public void Method(
                    int number)
                {
                    Call();
                }
            }
            """
        );
        Assert.Equal([new Function("A.Method", new("Project/File.cs", 7), 5)], FunctionFinder.Find(file));
    }

    [Theory]
    [InlineData("A() { }", "A.A")]
    [InlineData("~A() { }", "A.~")]
    [InlineData("int Method() => 1;", "A.Method")]
    [InlineData("int Property => 1;", "A.Property")]
    [InlineData("int Property { get => 1; }", "A.Property.get")]
    [InlineData("int Property { get; set { } }", "A.Property.set")]
    [InlineData("int this[int index] => 1;", "A.this")]
    [InlineData("int this[int index] { get { return 1; } }", "A.this.get")]
    [InlineData("event Action Event { add { } remove => Call(); }", "A.Event.add", "A.Event.remove")]
    [InlineData("public static A operator +(A left, A right) => left;", "A.operator +")]
    [InlineData("public static implicit operator int(A value) => 1;", "A.operator int")]
    [InlineData("void Method() { void Local() { } }", "A.Method", "A.Local")]
    [InlineData("int Property { get; } int _field = 1; abstract void Method(); Action _action = () => { };")]
    public void Find_AMember_GivesTheFunctionsWithABody(string member, params string[] names) =>
        Assert.Equal(names, FunctionFinder.Find(SourceText.Parse($"class A {{ {member} }}")).Select(function => function.Name));

    [Fact]
    public void Find_TopLevelStatements_AreOneFunction()
    {
        SourceFile file = SourceText.Parse("using System;\n\nCall();\nvoid Local()\n{\n}\nCall();\nclass A;\n");
        Assert.Equal(
            [("(top-level statements)", 5), ("(top-level statements).Local", 3)],
            FunctionFinder.Find(file).Select(function => (function.Name, function.Lines))
        );
    }
}
