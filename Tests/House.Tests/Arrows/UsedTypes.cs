using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ConcurrencyBench.House.Tests.Arrows;

/// <summary>Finds the types that one type names in its declaration, its members, their code and their attributes.</summary>
/// <remarks>Constants and <c>nameof</c> leave no trace in an assembly, so a type that is used only for them is not found.</remarks>
internal static class UsedTypes
{
    /// <returns>Types without their arguments and dimensions; one can come more than once.</returns>
    public static IEnumerable<TypeReference> Find(TypeDefinition type) =>
        FindInDeclaration(type)
            .Concat(type.Fields.SelectMany(field => FindInAttributes(field).Append(field.FieldType)))
            .Concat(type.Properties.SelectMany(property => FindInAttributes(property).Append(property.PropertyType)))
            .Concat(type.Events.SelectMany(@event => FindInAttributes(@event).Append(@event.EventType)))
            .Concat(type.Methods.SelectMany(FindInMethod))
            .SelectMany(Flatten);

    private static IEnumerable<TypeReference?> FindInDeclaration(TypeDefinition type) =>
        [
            type.BaseType,
            .. type.Interfaces.Select(@interface => @interface.InterfaceType),
            .. type.GenericParameters.SelectMany(FindInTypeParameter),
            .. FindInAttributes(type),
        ];

    private static IEnumerable<TypeReference?> FindInMethod(MethodDefinition method) =>
        [
            .. FindInSignature(method),
            .. method.GenericParameters.SelectMany(FindInTypeParameter),
            .. method.Parameters.SelectMany(FindInAttributes),
            .. method.Overrides.Select(overridden => overridden.DeclaringType),
            .. FindInAttributes(method),
            .. FindInAttributes(method.MethodReturnType),
            .. method.HasBody ? FindInBody(method.Body) : [],
        ];

    private static IEnumerable<TypeReference> FindInSignature(IMethodSignature method) =>
        method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType);

    private static IEnumerable<TypeReference> FindInTypeParameter(GenericParameter parameter) =>
        parameter.Constraints.Select(constraint => constraint.ConstraintType).Concat(FindInAttributes(parameter));

    private static IEnumerable<TypeReference?> FindInBody(MethodBody body) =>
        [
            .. body.Variables.Select(variable => variable.VariableType),
            .. body.ExceptionHandlers.Select(handler => handler.CatchType),
            .. body.Instructions.SelectMany(instruction => FindInOperand(instruction.Operand)),
        ];

    private static IEnumerable<TypeReference> FindInOperand(object? operand) =>
        operand switch
        {
            TypeReference type => [type],
            FieldReference field => [field.DeclaringType, field.FieldType],
            GenericInstanceMethod method => [method.DeclaringType, .. FindInSignature(method), .. method.GenericArguments],
            MethodReference method => [method.DeclaringType, .. FindInSignature(method)],
            CallSite site => FindInSignature(site),
            _ => [],
        };

    private static IEnumerable<TypeReference> FindInAttributes(Mono.Cecil.ICustomAttributeProvider owner) =>
        owner.CustomAttributes.SelectMany(FindInAttribute);

    private static IEnumerable<TypeReference> FindInAttribute(CustomAttribute attribute) =>
        attribute
            .ConstructorArguments.Concat(attribute.Fields.Concat(attribute.Properties).Select(named => named.Argument))
            .SelectMany(FindInArgument)
            .Append(attribute.AttributeType);

    private static IEnumerable<TypeReference> FindInArgument(CustomAttributeArgument argument) =>
        argument.Value switch
        {
            TypeReference type => [type],
            CustomAttributeArgument boxed => FindInArgument(boxed),
            CustomAttributeArgument[] array => array.SelectMany(FindInArgument).Append(argument.Type),
            _ => [argument.Type],
        };

    private static IEnumerable<TypeReference> Flatten(TypeReference? type) =>
        type switch
        {
            null or GenericParameter => [],
            GenericInstanceType generic => generic.GenericArguments.Append(generic.ElementType).SelectMany(Flatten),
            FunctionPointerType pointer => FindInSignature(pointer).SelectMany(Flatten),
            IModifierType modified => Flatten(modified.ModifierType).Concat(Flatten(modified.ElementType)),
            TypeSpecification specification => Flatten(specification.ElementType),
            _ => [type],
        };
}
