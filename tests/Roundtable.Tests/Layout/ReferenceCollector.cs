using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Roundtable.Tests.Layout;

/// <summary>
/// Walks signatures and values of attributes and notes every type of the assembly itself that they name. A type is handed
/// on by its name, with the assembly where it is another's, as attributes write it.
/// </summary>
internal sealed class ReferenceCollector(MetadataReader reader) : ISignatureTypeProvider<string, object?>, ICustomAttributeTypeProvider<string>
{
    private readonly Dictionary<string, TypeDefinitionHandle> _byName =
        reader.TypeDefinitions.ToDictionary(t => NameOf(reader, t), t => t, StringComparer.Ordinal);

    /// <summary>What was found since it was last emptied.</summary>
    public HashSet<TypeDefinitionHandle> Found { get; } = [];

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        Found.Add(handle);
        return NameOf(reader, handle);
    }

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeReference(handle);
        var name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind switch
        {
            HandleKind.TypeReference => Nested(GetTypeFromReference(reader, (TypeReferenceHandle)type.ResolutionScope, rawTypeKind), name),
            HandleKind.AssemblyReference =>
                $"{Full(reader.GetString(type.Namespace), name)}, {reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name)}",
            _ => Full(reader.GetString(type.Namespace), name),
        };

        static string Nested(string outer, string name) =>
            outer.IndexOf(',', StringComparison.Ordinal) is var comma and >= 0 ? outer.Insert(comma, "+" + name) : $"{outer}+{name}";
    }

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    /// <summary>A type as an attribute's value writes it: <c>Ns.Outer+Nested</c>, perhaps with its assembly and type arguments.</summary>
    public string GetTypeFromSerializedName(string name)
    {
        // Type arguments stand in brackets, each a name of its own.
        foreach (var part in name.Split('[', ']'))
        {
            if (_byName.TryGetValue(part.Split(',')[0], out var handle))
            {
                Found.Add(handle);
            }
        }

        return name;
    }

    public PrimitiveTypeCode GetUnderlyingEnumType(string type)
    {
        if (!_byName.TryGetValue(type.Split(',')[0], out var handle))
        {
            // Both enumerations list the primitive types in the same order; the runtime's begins with one kind more.
            return (PrimitiveTypeCode)(Type.GetTypeCode(Type.GetType(type, throwOnError: true)!.GetEnumUnderlyingType()) - 1);
        }

        var value = reader.GetTypeDefinition(handle).GetFields().Select(reader.GetFieldDefinition).First(f => reader.GetString(f.Name) == "value__");
        return Enum.Parse<PrimitiveTypeCode>(value.DecodeSignature(this, null));
    }

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public string GetSystemType() => "System.Type";

    public bool IsSystemType(string type) => type.Split(',')[0] == "System.Type";

    public string GetSZArrayType(string elementType) => elementType;

    public string GetArrayType(string elementType, ArrayShape shape) => elementType;

    public string GetByReferenceType(string elementType) => elementType;

    public string GetPointerType(string elementType) => elementType;

    public string GetPinnedType(string elementType) => elementType;

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => genericType;

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    public string GetFunctionPointerType(MethodSignature<string> signature) => "";

    public string GetGenericMethodParameter(object? genericContext, int index) => "";

    public string GetGenericTypeParameter(object? genericContext, int index) => "";

    private static string NameOf(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        var name = reader.GetString(type.Name);
        return type.GetDeclaringType() is { IsNil: false } outer ? $"{NameOf(reader, outer)}+{name}" : Full(reader.GetString(type.Namespace), name);
    }

    private static string Full(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";
}
