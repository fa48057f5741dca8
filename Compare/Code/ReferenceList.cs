namespace ConcurrencyBench.Compare.Code;

/// <summary>Collects the references of one definition, each once.</summary>
internal sealed class ReferenceList
{
    private readonly HashSet<Reference> _seen = [];
    private readonly ImmutableArray<Reference>.Builder _references = ImmutableArray.CreateBuilder<Reference>();

    public void Add(Reference reference)
    {
        if (_seen.Add(reference))
        {
            _references.Add(reference);
        }
    }

    /// <summary>Adds a type whose methods code of the framework may call.</summary>
    public void Expose(TypeText type)
    {
        if (type.Definition is { } definition)
        {
            Add(new Reference(ReferenceKind.Exposed, definition));
        }
    }

    public ImmutableArray<Reference> ToImmutable() => _references.ToImmutable();
}
