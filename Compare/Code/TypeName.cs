namespace ConcurrencyBench.Compare.Code;

/// <summary>The name of a type definition, and that of its assembly.</summary>
/// <param name="Assembly">The simple name of the assembly in which a reference looks for it.</param>
/// <param name="FullName">With its namespace and the types around it: <c>Space.Outer+Inner`1</c>.</param>
internal readonly record struct TypeName(string Assembly, string FullName)
{
    /// <summary>The name in messages.</summary>
    public string ShortName => ShownNames.Create(this, member: "");

    public override string ToString() => $"[{Assembly}]{FullName}";
}

/// <summary>A type in a signature.</summary>
/// <param name="Text">Its whole text, with type arguments.</param>
/// <param name="Definition">The type definition, also of a generic instance; null for arrays, pointers and type parameters.</param>
internal readonly record struct TypeText(string Text, TypeName? Definition)
{
    public override string ToString() => Text;
}
