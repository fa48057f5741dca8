using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>An object and all that it holds as one short text: objects with the same text behave the same.</summary>
internal sealed class StatePrint
{
    private static readonly ConcurrentDictionary<Type, ImmutableArray<FieldInfo>> Fields = new();

    private readonly StringBuilder _line = new();
    private readonly Dictionary<object, int> _seen = new(ReferenceEqualityComparer.Instance);

    public static string Render(object value)
    {
        StatePrint print = new();
        print.Add(value);
        return Convert.ToHexString(SHA256.HashData(Encoding.Unicode.GetBytes(print._line.ToString())));
    }

    private void Add(object? value)
    {
        switch (value)
        {
            case null:
                _line.Append('-');
                break;
            case Delegate method:
                _line.Append(method.Method.Name);
                break;
            case IConvertible plain:
                _line.Append(plain is Enum ? plain.ToInt32(CultureInfo.InvariantCulture) : plain);
                break;
            case IEnumerable many:
                AddMany(many);
                break;
            default:
                AddObject(value);
                break;
        }

        _line.Append(' ');
    }

    private void AddMany(IEnumerable many)
    {
        _line.Append('[');
        foreach (object? one in many)
        {
            Add(one);
        }

        _line.Append(']');
    }

    private void AddObject(object value)
    {
        if (!value.GetType().IsValueType && !_seen.TryAdd(value, _seen.Count))
        {
            _line.Append('#').Append(_seen[value]);
            return;
        }

        _line.Append('{');
        foreach (FieldInfo field in Fields.GetOrAdd(value.GetType(), FieldsOf))
        {
            Add(field.GetValue(value));
        }

        _line.Append('}');
    }

    // A node's place shows in its list, and a payload never changes.
    private static ImmutableArray<FieldInfo> FieldsOf(Type type) =>
        [
            .. type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Where(field =>
                    !field.FieldType.Name.StartsWith("LinkedListNode", StringComparison.Ordinal)
                    && field.FieldType != typeof(ReadOnlyMemory<byte>)
                ),
        ];
}
