using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ConcurrencyBench.Workers;

/// <summary>Converts values to JSON (UTF-8) and back.</summary>
public sealed class JsonWorkerSerializer : IWorkerSerializer
{
    private readonly JsonSerializerOptions _options;

    /// <param name="options">Its options. With Native AOT they need a resolver that was generated from source.</param>
    public JsonWorkerSerializer(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
    }

    /// <summary>Takes what was generated from source for the types of requests and answers, as Native AOT and trimming need it.</summary>
    /// <param name="context">A class of the program that derives from <see cref="JsonSerializerContext"/>.</param>
    public JsonWorkerSerializer(JsonSerializerContext context)
        : this(context?.Options!) { }

    /// <summary>A serializer that looks at the types when it runs.</summary>
    public static JsonWorkerSerializer Default
    {
        [RequiresUnreferencedCode("Pass a JsonSerializerContext to the constructor instead.")]
        [RequiresDynamicCode("Pass a JsonSerializerContext to the constructor instead.")]
        get => field ??= new JsonWorkerSerializer(JsonSerializerOptions.Default);
    }

    /// <inheritdoc/>
    public void Serialize<T>(T value, IBufferWriter<byte> output)
    {
        using Utf8JsonWriter writer = new(output);
        JsonSerializer.Serialize(writer, value, TypeInfo<T>());
    }

    /// <inheritdoc/>
    /// <exception cref="JsonException">The bytes are no JSON of that type.</exception>
    public T Deserialize<T>(ReadOnlyMemory<byte> bytes) => JsonSerializer.Deserialize(bytes.Span, TypeInfo<T>())!;

    private JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)_options.GetTypeInfo(typeof(T));
}
