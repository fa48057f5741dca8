using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Profiling;

namespace ConcurrencyBench.Compare.Tests.Profiling;

/// <summary>Events of the runtime's compiler and collector, as they come.</summary>
public sealed class RuntimeReaderTests
{
    private static readonly ProfiledFrame[] Frames =
    [
        new("N.C.Run(int32)", IsFramework: false),
        new("System.String.Concat()", IsFramework: true),
        new("N.C.Other()", IsFramework: false),
    ];

    [Theory]
    [InlineData("N.C", "Run", "instance int32 (int32,class N.D)", "N.C.Run(int32,N.D)")]
    [InlineData("", "Main", "void ()", "Main()")]
    [InlineData("N.C`1[System.__Canon]", "Get", "instance !0 ()", "N.C`1[System.__Canon].Get()")]
    public void CreateName_ASignature_IsThatOfFrames(string type, string name, string signature, string expected) =>
        Assert.Equal(expected, CompilationReader.CreateName(type, name, signature));

    [Fact]
    public void Select_CompiledTwice_IsTheLastOneWithItsInlinees()
    {
        CompilationReader reader = new();
        reader.AddInlinee("N.C.Run(int32)", "N.C.Old()");
        reader.AddMethod("N.C.Run(int32)", 900, "QuickJitted");
        reader.AddInlinee("N.C.Run(int32)", "N.C.Get()");
        reader.AddInlinee("N.C.Other()", "N.C.Unfinished()");
        reader.AddInlinee("N.C.Run(int32)", "N.C.Add()");
        reader.AddInlinee("N.C.Run(int32)", "N.C.Get()");
        reader.AddMethod("N.C.Run(int32)", 300, "OptimizedTier1");
        reader.AddMethod("System.String.Concat()", 100, "OptimizedTier1");

        CompiledMethod method = Assert.Single(reader.Select(Frames));

        Assert.Equal(("N.C.Run(int32)", 300, "OptimizedTier1"), (method.Name, method.Bytes, method.Tier));
        Assert.Equal(["N.C.Add()", "N.C.Get()"], method.Inlinees);
    }

    [Fact]
    public void DivideBytes_ObjectsDrawnAtRandom_CountsALargeOneForItsSize()
    {
        AllocationReader reader = new();
        for (int i = 0; i < 10; i++)
        {
            reader.AddObject("System.Int32", 24);
        }

        // It is nearly always drawn, so it stands for itself alone: 10 small ones stand for 102,400 bytes each.
        reader.AddObject("System.Byte[]", 1_024_000);

        ImmutableArray<AllocatedType> types = reader.DivideBytes(200);

        Assert.Equal(["System.Int32", "System.Byte[]"], types.Select(type => type.Type));
        Assert.All(types, type => Assert.Equal(100, type.BytesPerOp, 0.1));
    }

    [Fact]
    public void DivideCollections_SomeOfTwoGenerations_AreCountedForAnOperation()
    {
        AllocationReader reader = new();
        reader.AddCollection(0);
        reader.AddCollection(0);
        reader.AddCollection(1);

        Assert.Equal([0.02, 0.01, 0], reader.DivideCollections(100));
    }

    [Fact]
    public void DivideBytes_NothingDrawn_IsEmpty() => Assert.Empty(new AllocationReader().DivideBytes(10));
}
