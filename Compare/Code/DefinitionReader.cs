using System.Reflection;
using System.Reflection.Metadata;
using System.Security.Cryptography;
using System.Text;

namespace ConcurrencyBench.Compare.Code;

/// <summary>Reads the content of definitions.</summary>
internal sealed class DefinitionReader
{
    // The runtime reads none of them, and one more member of a type can change those of all others.
    private static readonly ImmutableArray<string> DescribingAttributes =
    [
        "System.Runtime.CompilerServices.Nullable",
        "System.Runtime.CompilerServices.AsyncStateMachineAttribute",
        "System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute",
        "System.Runtime.CompilerServices.IteratorStateMachineAttribute",
    ];

    // A method with it is another one, which the runtime finds by its name.
    private const string UnsafeAccessor = "System.Runtime.CompilerServices.UnsafeAccessorAttribute";

    private readonly AssemblyCode _assembly;
    private readonly MetadataReader _metadata;
    private readonly ReferenceList _references = new();
    private readonly SignatureReader _signatures;

    // Names without references to them.
    private readonly SignatureReader _silent;
    private readonly StringBuilder _code = new();
    private readonly StringBuilder _reflected = new();

    private DefinitionReader(AssemblyCode assembly)
    {
        _assembly = assembly;
        _metadata = assembly.Metadata;
        _signatures = new SignatureReader(assembly, _references);
        _silent = new SignatureReader(assembly, references: null);
    }

    /// <returns>The content. One that cannot be read, as after an obfuscator, equals no other and may reach any code.</returns>
    public static DefinitionContent Read(Definition definition)
    {
        DefinitionReader reader = new(definition.Type.Assembly);
        try
        {
            reader.ReadDefinition(definition);
        }
        catch (Exception exception) when (AssemblyCode.IsDamage(exception))
        {
            Reference unknown = new(ReferenceKind.Unknown, definition.Type.Name, "code that cannot be read");
            return new DefinitionContent(Guid.NewGuid().ToString(), "", [unknown]);
        }

        return new DefinitionContent(Hash(reader._code), Hash(reader._reflected), reader._references.ToImmutable());
    }

    private void ReadDefinition(Definition definition)
    {
        _code.Append(definition.Key).Append('\n');
        switch (definition.Handle.Kind)
        {
            case HandleKind.TypeDefinition:
                ReadType(definition.Type);
                break;
            case HandleKind.MethodDefinition:
                ReadMethod((MethodDefinitionHandle)definition.Handle);
                break;
            case HandleKind.FieldDefinition:
                ReadField((FieldDefinitionHandle)definition.Handle);
                break;
            case HandleKind.PropertyDefinition:
                ReadProperty(_metadata.GetPropertyDefinition((PropertyDefinitionHandle)definition.Handle));
                break;
            default:
                ReadEvent(_metadata.GetEventDefinition((EventDefinitionHandle)definition.Handle));
                break;
        }
    }

    private void ReadType(ProgramType type)
    {
        TypeLayout layout = type.Row.GetLayout();
        _code.Append(CultureInfo.InvariantCulture, $"type {(int)type.Row.Attributes:x} {layout.PackingSize} {layout.Size}\n");
        if (!type.Row.BaseType.IsNil)
        {
            _code.Append(CultureInfo.InvariantCulture, $"base {_signatures.ReadType(type.Row.BaseType)}\n");
        }

        foreach (InterfaceImplementationHandle handle in type.Row.GetInterfaceImplementations())
        {
            _code.Append(
                CultureInfo.InvariantCulture,
                $"interface {_signatures.ReadType(_metadata.GetInterfaceImplementation(handle).Interface)}\n"
            );
        }

        ReadTypeParameters(type.Row.GetGenericParameters());
        ReadAttributes(type.Row.GetCustomAttributes());
        ReadLayoutFields(type);
        ReadVirtualMethods(type);
    }

    // Static fields are definitions of their own: a lambda or a table that is added changes no other.
    private void ReadLayoutFields(ProgramType type)
    {
        bool isEnum = type.Base?.FullName == "System.Enum";
        foreach (FieldDefinitionHandle handle in type.Row.GetFields())
        {
            FieldDefinition field = _metadata.GetFieldDefinition(handle);
            bool isStatic = field.Attributes.HasFlag(FieldAttributes.Static);
            if (!isStatic || isEnum)
            {
                TypeText fieldType = field.DecodeSignature(_signatures, null);
                _code.Append(CultureInfo.InvariantCulture, $"field {(int)field.Attributes:x} {_metadata.GetString(field.Name)}");
                _code.Append(CultureInfo.InvariantCulture, $" {fieldType} {field.GetOffset()} {ReadConstant(field.GetDefaultValue())}\n");
                if (!isStatic && fieldType.Definition is { } definition)
                {
                    _references.Add(new Reference(ReferenceKind.FieldType, definition));
                }
            }
        }
    }

    private void ReadVirtualMethods(ProgramType type)
    {
        foreach (MethodDefinitionHandle handle in type.Row.GetMethods())
        {
            MethodAttributes attributes = _metadata.GetMethodDefinition(handle).Attributes;
            if (attributes.HasFlag(MethodAttributes.Virtual))
            {
                _code.Append(CultureInfo.InvariantCulture, $"virtual {(int)attributes:x} {_silent.ReadMethod(handle).Key}\n");
            }
        }

        foreach (MethodImplementationHandle handle in type.Row.GetMethodImplementations())
        {
            MethodImplementation row = _metadata.GetMethodImplementation(handle);
            _code.Append(
                CultureInfo.InvariantCulture,
                $"implements {_silent.ReadMethod(row.MethodDeclaration).Text} by {_silent.ReadMethod(row.MethodBody).Text}\n"
            );
        }
    }

    private void ReadMethod(MethodDefinitionHandle handle)
    {
        MethodDefinition method = _metadata.GetMethodDefinition(handle);
        _code.Append(CultureInfo.InvariantCulture, $"method {(int)method.Attributes:x} {(int)method.ImplAttributes:x} ");
        _code.Append(_signatures.ReadMethod(handle).Key).Append('\n');
        ReadTypeParameters(method.GetGenericParameters());
        ReadAttributes(method.GetCustomAttributes());
        ReadParameters(method.GetParameters());
        if (method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
        {
            MethodImport import = method.GetImport();
            _code.Append(CultureInfo.InvariantCulture, $"import {(int)import.Attributes:x} {_metadata.GetString(import.Name)} ");
            _code.Append(_metadata.GetString(_metadata.GetModuleReference(import.Module).Name)).Append('\n');
        }

        if (method.RelativeVirtualAddress != 0)
        {
            new BodyReader(_assembly, _references, _code).Read(_assembly.Image.GetMethodBody(method.RelativeVirtualAddress));
        }
    }

    private void ReadParameters(ParameterHandleCollection parameters)
    {
        foreach (ParameterHandle handle in parameters)
        {
            Parameter parameter = _metadata.GetParameter(handle);
            _code.Append(CultureInfo.InvariantCulture, $"parameter {parameter.SequenceNumber} {(int)parameter.Attributes:x} ");
            _code.Append(ReadBlob(parameter.GetMarshallingDescriptor())).Append('\n');
            _reflected
                .Append(_metadata.GetString(parameter.Name))
                .Append(' ')
                .Append(ReadConstant(parameter.GetDefaultValue()))
                .Append('\n');
            ReadAttributes(parameter.GetCustomAttributes());
        }
    }

    private void ReadField(FieldDefinitionHandle handle)
    {
        FieldDefinition field = _metadata.GetFieldDefinition(handle);
        _code.Append(CultureInfo.InvariantCulture, $"field {(int)field.Attributes:x} {field.DecodeSignature(_signatures, null)} ");
        _code.Append(ReadBlob(field.GetMarshallingDescriptor())).Append('\n');
        _code.Append(FieldData.Read(_assembly, field)).Append('\n');
        _reflected.Append(ReadConstant(field.GetDefaultValue())).Append('\n');
        ReadAttributes(field.GetCustomAttributes());
    }

    private void ReadProperty(PropertyDefinition property)
    {
        PropertyAccessors accessors = property.GetAccessors();
        _code.Append(_signatures.GetFunctionPointerType(property.DecodeSignature(_signatures, null))).Append('\n');
        ReadAccessors([accessors.Getter, accessors.Setter, .. accessors.Others]);
        ReadAttributes(property.GetCustomAttributes());
    }

    private void ReadEvent(EventDefinition definition)
    {
        EventAccessors accessors = definition.GetAccessors();
        _code.Append(_signatures.ReadType(definition.Type)).Append('\n');
        ReadAccessors([accessors.Adder, accessors.Remover, accessors.Raiser, .. accessors.Others]);
        ReadAttributes(definition.GetCustomAttributes());
    }

    private void ReadAccessors(ImmutableArray<MethodDefinitionHandle> accessors)
    {
        foreach (MethodDefinitionHandle handle in accessors.Where(handle => !handle.IsNil))
        {
            MethodText method = _signatures.ReadMethod(handle);
            _references.Add(new Reference(ReferenceKind.Method, method.Type!.Value, method.Key, method.Slot));
            _code.Append(method.Key).Append('\n');
        }
    }

    private void ReadTypeParameters(GenericParameterHandleCollection parameters)
    {
        foreach (GenericParameterHandle handle in parameters)
        {
            GenericParameter parameter = _metadata.GetGenericParameter(handle);
            _code.Append(CultureInfo.InvariantCulture, $"type parameter {(int)parameter.Attributes:x}");
            _reflected.Append(_metadata.GetString(parameter.Name)).Append('\n');
            foreach (GenericParameterConstraintHandle constraint in parameter.GetConstraints())
            {
                _code.Append(' ').Append(_signatures.ReadType(_metadata.GetGenericParameterConstraint(constraint).Type));
            }

            _code.Append('\n');
            ReadAttributes(parameter.GetCustomAttributes());
        }
    }

    private void ReadAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (CustomAttributeHandle handle in attributes)
        {
            TypeName type = AttributeReader.ReadType(_assembly, handle);
            bool onlyDescribes = DescribingAttributes.Any(prefix => type.FullName.StartsWith(prefix, StringComparison.Ordinal));
            StringBuilder text = onlyDescribes ? _reflected : _code;
            text.Append(AttributeReader.ReadText(_assembly, handle)).Append('\n');
            if (type.FullName == UnsafeAccessor)
            {
                _references.Add(new Reference(ReferenceKind.Unknown, type, type.ShortName));
            }
        }
    }

    private string ReadConstant(ConstantHandle handle) =>
        handle.IsNil ? "" : $"{_metadata.GetConstant(handle).TypeCode} {ReadBlob(_metadata.GetConstant(handle).Value)}";

    private string ReadBlob(BlobHandle handle) => handle.IsNil ? "" : Convert.ToHexString(_metadata.GetBlobBytes(handle));

    private static string Hash(StringBuilder text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
}
