namespace ConcurrencyBench.Compare.Code;

/// <summary>The definitions that some code can reach, found breadth first: each with the one from which it was reached first.</summary>
internal sealed class ReachableCode
{
    private readonly CodeGraph _graph;
    private readonly Func<Definition, bool> _isWanted;
    private readonly bool _endsAtUnknown;
    private readonly Dictionary<Definition, Definition?> _reachedFrom = [];
    private readonly Queue<Definition> _waiting = new();
    private readonly HashSet<ProgramType> _live = [];
    private readonly HashSet<ProgramType> _exposed = [];
    private readonly HashSet<string> _calledSlots = [];
    private readonly Dictionary<string, List<Definition>> _uncalled = [];

    private ReachableCode(CodeGraph graph, Func<Definition, bool> isWanted, bool endsAtUnknown)
    {
        _graph = graph;
        _isWanted = isWanted;
        _endsAtUnknown = endsAtUnknown;
    }

    /// <summary>The definitions that were reached, until the search ended.</summary>
    public IReadOnlyCollection<Definition> Definitions => _reachedFrom.Keys;

    /// <summary>The types that may have instances.</summary>
    public IReadOnlyCollection<ProgramType> LiveTypes => _live;

    /// <summary>The virtual methods that may be called.</summary>
    public IReadOnlyCollection<string> CalledSlots => _calledSlots;

    /// <summary>The definition that ended the search; null when all was reached before.</summary>
    public Definition? Found { get; private set; }

    /// <summary>The member with which <see cref="Found"/> may reach any code; null for a definition that was wanted.</summary>
    public string? UnknownTarget { get; private set; }

    /// <summary>Searches from roots until a definition is wanted or may reach any code.</summary>
    public static ReachableCode Search(CodeGraph graph, CodeRoots roots, Func<Definition, bool> isWanted)
    {
        ReachableCode reachable = new(graph, isWanted, endsAtUnknown: true);
        reachable.Run(roots);
        return reachable;
    }

    /// <summary>
    /// Searches from the entry point. What may reach any code there is the search for benchmarks, and does not end it.
    /// </summary>
    public static ReachableCode SearchEntryPoint(CodeGraph graph, CodeRoots roots)
    {
        ReachableCode reachable = new(graph, _ => false, endsAtUnknown: false);
        reachable.Run(roots);
        return reachable;
    }

    /// <returns>The definitions from a root to the one that was found, with both.</returns>
    public ImmutableArray<Definition> FindPath()
    {
        List<Definition> path = [];
        for (Definition? definition = Found; definition is not null; definition = _reachedFrom[definition])
        {
            path.Insert(0, definition);
        }

        return [.. path];
    }

    private void Run(CodeRoots roots)
    {
        foreach (Definition root in roots.Definitions)
        {
            Reach(root, from: null);
            Call(root, from: null);
        }

        foreach (string slot in roots.Slots)
        {
            CallSlot(slot, from: null);
        }

        foreach (ProgramType type in roots.Types)
        {
            MakeLive(type, from: null);
        }

        foreach (ProgramType type in roots.Whole)
        {
            ReachAll(type);
        }

        while (Found is null && _waiting.TryDequeue(out Definition? next))
        {
            Follow(next);
        }
    }

    private void Follow(Definition definition)
    {
        Uses uses = _graph.FindUses(definition);
        if (_isWanted(definition))
        {
            Found = definition;
        }
        else if (_endsAtUnknown && uses.Unknown is { } unknown)
        {
            Found = definition;
            UnknownTarget = unknown;
        }
        else
        {
            MakeLive(definition.Type, definition);
            Follow(uses, definition);
        }
    }

    private void Follow(Uses uses, Definition from)
    {
        foreach (Definition used in uses.Definitions)
        {
            Reach(used, from);
        }

        foreach (ProgramType type in uses.Types)
        {
            MakeLive(type, from);
        }

        foreach (ProgramType type in uses.Exposed)
        {
            Expose(type, from);
        }

        foreach (string slot in uses.Slots)
        {
            CallSlot(slot, from);
        }
    }

    private void Reach(Definition definition, Definition? from)
    {
        if (_reachedFrom.TryAdd(definition, from))
        {
            _waiting.Enqueue(definition);
        }
    }

    private void Call(Definition method, Definition? from)
    {
        if (method.IsVirtual)
        {
            CallSlot(VirtualSlot.GetName(method), from);
        }
    }

    private void CallSlot(string slot, Definition? from)
    {
        if (_calledSlots.Add(slot) && _uncalled.Remove(slot, out List<Definition>? methods))
        {
            methods.ForEach(method => Reach(method, from));
        }
    }

    private void MakeLive(ProgramType type, Definition? from)
    {
        if (!_live.Add(type))
        {
            return;
        }

        Reach(type.Definition, from);
        TypeUses uses = _graph.FindTypeUses(type);
        foreach (Definition initializer in uses.Initializers)
        {
            Reach(initializer, type.Definition);
        }

        foreach ((string slot, Definition method) in uses.Overrides)
        {
            if (_calledSlots.Contains(slot))
            {
                Reach(method, type.Definition);
            }
            else if (!_uncalled.TryAdd(slot, [method]))
            {
                _uncalled[slot].Add(method);
            }
        }

        if (!type.IsValueType)
        {
            ReachOverridesForFramework(type);
        }
    }

    // A class may be given to the framework anywhere; a value is boxed before, or is a type argument.
    private void Expose(ProgramType type, Definition? from)
    {
        MakeLive(type, from);
        if (!_exposed.Add(type))
        {
            return;
        }

        TypeUses uses = _graph.FindTypeUses(type);
        foreach (Definition constructor in uses.Constructor)
        {
            Reach(constructor, type.Definition);
        }

        if (type.IsValueType)
        {
            ReachOverridesForFramework(type);
            foreach (ProgramType field in uses.FieldTypes)
            {
                // Values without an Equals of their own are compared field by field.
                Expose(field, type.Definition);
            }
        }
    }

    private void ReachOverridesForFramework(ProgramType type)
    {
        foreach (Definition method in _graph.FindTypeUses(type).ForFramework)
        {
            Reach(method, type.Definition);
        }
    }

    private void ReachAll(ProgramType type)
    {
        Expose(type, from: null);
        foreach (Definition member in type.Members)
        {
            Reach(member, type.Definition);
            Call(member, type.Definition);
        }
    }
}
