using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace HotPath.Architecture.Tests.PublicApi;

/// <summary>Members, as they would be declared.</summary>
internal sealed class ApiMember
{
    private readonly NullabilityInfoContext _nullability = new();

    public string Field(FieldInfo field)
    {
        string kind = field.IsLiteral ? "const " : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}";
        string value = field.IsLiteral ? $" = {Literal(field.GetRawConstantValue(), field.FieldType)}" : "";
        return $"{ApiType.Attributes(field)}{(field.IsPublic ? "public" : "protected")} {Required(field)}{kind}{ApiType.Name(field.FieldType, _nullability.Create(field))} {field.Name}{value}";
    }

    public string Property(PropertyInfo property)
    {
        MethodInfo[] visible = [.. property.GetAccessors(nonPublic: true).Where(ApiListing.IsVisible)];
        ParameterInfo[] indexes = property.GetIndexParameters();
        string name = indexes.Length > 0 ? $"this[{string.Join(", ", indexes.Select(Parameter))}]" : property.Name;
        return $"{ApiType.Attributes(property)}{Modifiers(visible[0])}{Required(property)}{Reference(property.GetMethod?.ReturnParameter)}"
            + $"{ApiType.Name(property.PropertyType, _nullability.Create(property))} {name} {{ {string.Join(' ', visible.Select(accessor => Accessor(accessor, visible[0])))} }}";
    }

    public string Event(EventInfo @event) =>
        $"{ApiType.Attributes(@event)}{Modifiers(@event.AddMethod!)}event {ApiType.Name(@event.EventHandlerType!, _nullability.Create(@event))} {@event.Name}";

    public string Method(MethodBase method)
    {
        string parameters = string.Join(", ", method.GetParameters().Select(Parameter));
        if (method.IsDefined(typeof(ExtensionAttribute))) parameters = $"this {parameters}";
        if (method is not MethodInfo { ReturnParameter: { } result } named) return $"{ApiType.Attributes(method)}{Modifiers(method)}{ApiType.Name(method.DeclaringType!)}({parameters})";

        Type[] generics = named.GetGenericArguments();
        string name = generics.Length > 0 ? $"{named.Name}<{string.Join(", ", generics.Select(argument => argument.Name))}>" : named.Name;
        return $"{ApiType.Attributes(method)}{Modifiers(method)}{Reference(result)}{ApiType.Name(result.ParameterType, _nullability.Create(result))} {name}({parameters}){ApiType.Constraints(generics)}";
    }

    private string Parameter(ParameterInfo parameter)
    {
        string passing = parameter switch
        {
            { IsOut: true } => "out ",
            { ParameterType.IsByRef: true } when Has(parameter, "RequiresLocationAttribute") => "ref readonly ",
            { ParameterType.IsByRef: true } when Has(parameter, "IsReadOnlyAttribute") => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when Has(parameter, "ParamArrayAttribute") || Has(parameter, "ParamCollectionAttribute") => "params ",
            _ => "",
        };
        string scoped = Has(parameter, "ScopedRefAttribute") && passing is not ("out " or "params ") ? "scoped " : ""; // those are so by themselves
        string value = parameter.HasDefaultValue ? $" = {Literal(parameter.RawDefaultValue, parameter.ParameterType)}" : "";
        return $"{scoped}{passing}{ApiType.Name(parameter.ParameterType, _nullability.Create(parameter))} {parameter.Name}{value}";
    }

    private static string Modifiers(MethodBase method)
    {
        string access = method.IsPublic ? "public " : "protected ";
        if (method.DeclaringType!.IsInterface) return method.IsStatic ? $"{access}static {(method.IsAbstract ? "abstract " : "")}" : access;
        if (method.IsStatic) return $"{access}static ";

        bool isNew = method.IsVirtual && method.Attributes.HasFlag(MethodAttributes.NewSlot);
        string dispatch = method switch
        {
            { IsAbstract: true } => "abstract ",
            { IsVirtual: true, IsFinal: false } when isNew => "virtual ",
            { IsVirtual: true } when !isNew => "override ",
            _ => "",
        };
        bool isReadOnlyMember = method.DeclaringType.IsValueType && !method.DeclaringType.IsDefined(typeof(IsReadOnlyAttribute)) && method.IsDefined(typeof(IsReadOnlyAttribute));
        return $"{access}{dispatch}{(isReadOnlyMember ? "readonly " : "")}";
    }

    private static string Accessor(MethodInfo accessor, MethodInfo first)
    {
        string access = accessor.IsPublic == first.IsPublic ? "" : "protected ";
        bool isInit = accessor.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == nameof(IsExternalInit));
        return $"{access}{(accessor.ReturnType != typeof(void) ? "get" : isInit ? "init" : "set")};";
    }

    private static string Reference(ParameterInfo? result) => result is not { ParameterType.IsByRef: true } ? "" : Has(result, "IsReadOnlyAttribute") ? "ref readonly " : "ref ";

    private static string Required(MemberInfo member) => member.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";

    private static bool Has(ParameterInfo parameter, string attribute) => parameter.CustomAttributes.Any(found => found.AttributeType.Name == attribute);

    private static string Literal(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => $"\"{text}\"",
        char character => $"'{character}'",
        bool flag => flag ? "true" : "false",
        _ when type.IsEnum => $"{ApiType.Name(type)}.{Enum.GetName(type, value) ?? value}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
