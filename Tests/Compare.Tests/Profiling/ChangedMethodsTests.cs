using ConcurrencyBench.Compare.Profiling;

namespace ConcurrencyBench.Compare.Tests.Profiling;

public sealed class ChangedMethodsTests
{
    [Theory]
    [InlineData("N.C.Run()", true)]
    [InlineData("N.C.Run(int32, N.D)", true)]
    [InlineData("N.C.Run[System.__Canon](!!0)", true)]
    [InlineData("N.C.RunAll()", false)]
    [InlineData("N.Outer+Inner`1[System.Collections.Generic.List`1[System.Int32[]],N.D]..ctor()", true)]
    [InlineData("N.Outer+Inner`1..ctor()", true)]
    [InlineData("N.Outer+Inner.Run()", false)]
    public void Contains_ARuntimesName_IgnoresArgumentsOfTypesAndParameters(string method, bool isChanged) =>
        Assert.Equal(isChanged, new ChangedMethods(["N.C.Run", "N.Outer+Inner`1..ctor"]).Contains(method));
}
