namespace ConcurrencyBench.House.Tests.Arrows;

public sealed class AssemblyReaderTests
{
    [Theory]
    [InlineData("class A : B;")]
    [InlineData("class A : I<B>;")]
    [InlineData("class A<T> where T : B;")]
    [InlineData("class A { B _field; }")]
    [InlineData("class A { B[] Property { get; set; } }")]
    [InlineData("class A { event System.Action<B> Event; }")]
    [InlineData("class A { B Method() => null; }")]
    [InlineData("class A { void Method(ref B parameter) { } }")]
    [InlineData("class A { void Method<T>() where T : B { } }")]
    [InlineData("class A { void Method() { B local = null; System.GC.KeepAlive(local); System.GC.KeepAlive(local); } }")]
    [InlineData("class A { object Method() => new B(); }")]
    [InlineData("class A { void Method() => B.Call(); }")]
    [InlineData("class A { int Method() => B.Number; }")]
    [InlineData("class A { object Method() => System.Array.Empty<B>(); }")]
    [InlineData("class A { bool Method(object value) => value is B; }")]
    [InlineData("class A { object Method() => typeof(B); }")]
    [InlineData("class A { void Method() { try { System.GC.Collect(); } catch (B) { } } }")]
    [InlineData("unsafe class A { delegate*<B, void> _pointer; }")]
    [InlineData("[Mark(typeof(B))] class A;")]
    [InlineData("[Mark(new object[] { typeof(B) })] class A;")]
    [InlineData("class A { [Mark(Named = typeof(B[]))] int _field; }")]
    [InlineData("class A { [Mark(typeof(B))] int Property => 1; }")]
    [InlineData("class A { void Method([Mark(typeof(B))] int parameter) { } }")]
    [InlineData("class A { [return: Mark(typeof(B))] int Method() => 1; }")]
    public void Read_AUsesB_GivesTheArrow(string source) =>
        Assert.Contains(
            "A -> B",
            Snippet.ReadArrows(
                source
                    + """
                    class B : System.Exception { public static int Number = 1; public static void Call() { } }
                    interface I<T>;
                    class MarkAttribute : System.Attribute
                    {
                        public MarkAttribute(params object[] values) { }
                        public System.Type Named { get; set; }
                    }
                    """
            )
        );

    [Theory]
    [InlineData("class A { class Nested { object Method() => new B(); } } class B;")]
    [InlineData("class A { System.Func<object> Method(int number) => () => number + new B().GetHashCode(); } class B;")]
    [InlineData("class A { System.Collections.Generic.IEnumerable<object> Method() { yield return new B(); } } class B;")]
    [InlineData("class A { async System.Threading.Tasks.Task Method() { await System.Threading.Tasks.Task.Yield(); new B(); } } class B;")]
    [InlineData("class A { object Method() => new B.Nested(); } class B { public class Nested; }")]
    public void Read_ANestedTypeIsPartOfTheArrow_TheTypeAroundItCounts(string source) =>
        Assert.Equal(["A -> B"], Snippet.ReadArrows(source));

    [Fact]
    public void Read_ATypeUsesOnlyItselfAndTheRuntime_GivesNoArrowOfTheSnippet() =>
        Assert.Empty(Snippet.ReadArrows("class A { A _self; string _text; object Method() => new Nested(); class Nested; }"));
}
