namespace ConcurrencyBench.Compare.Code;

/// <summary>The ways in which one definition uses another.</summary>
internal enum ReferenceKind
{
    /// <summary>A type is named, so it may be initialised and may have instances.</summary>
    Type,

    /// <summary>A type is that of an instance field.</summary>
    FieldType,

    /// <summary>A type is boxed, an element of an array, a type argument or in typeof: the framework may call its methods.</summary>
    Exposed,

    /// <summary>A method is called, or its address is taken.</summary>
    Method,

    /// <summary>A field is used.</summary>
    Field,

    /// <summary>A member is used that finds code by its name, or starts it from elsewhere.</summary>
    Unknown,
}

/// <summary>One use of a definition by another, by names.</summary>
/// <param name="Kind">The way in which it is used.</param>
/// <param name="Type">The type, or that of the member.</param>
/// <param name="Member">The key of the member in its type, or what is unknown; empty for a type.</param>
/// <param name="Slot">Name and number of parameters of a method; empty for others.</param>
internal readonly record struct Reference(ReferenceKind Kind, TypeName Type, string Member = "", string Slot = "");
