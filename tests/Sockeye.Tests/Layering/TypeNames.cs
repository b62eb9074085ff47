using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Sockeye.Tests.Layering;

/// <summary>Reads the types of the house out of a signature. Nested types count as the type they stand in.</summary>
/// <remarks>Types of others, and those that the compiler made for a whole assembly, are left out.</remarks>
internal sealed class TypeNames : ISignatureTypeProvider<ImmutableArray<HouseType>, object?>
{
    private static readonly ImmutableArray<HouseType> None = [];

    /// <summary>The type that a definition of this assembly stands in; nothing if it is not of the house.</summary>
    public static ImmutableArray<HouseType> OfDefinition(MetadataReader reader, TypeDefinitionHandle handle)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil)
            type = reader.GetTypeDefinition(type.GetDeclaringType());

        return Named(reader.GetString(type.Namespace), reader.GetString(type.Name), ProjectOf(reader));
    }

    /// <summary>The same for a type of another assembly.</summary>
    public static ImmutableArray<HouseType> OfReference(MetadataReader reader, TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        while (type.ResolutionScope.Kind == HandleKind.TypeReference)
            type = reader.GetTypeReference((TypeReferenceHandle)type.ResolutionScope);

        return Named(reader.GetString(type.Namespace), reader.GetString(type.Name), project: "");
    }

    public ImmutableArray<HouseType> GetTypeFromDefinition(
        MetadataReader reader, TypeDefinitionHandle handle, byte _) => OfDefinition(reader, handle);

    public ImmutableArray<HouseType> GetTypeFromReference(
        MetadataReader reader, TypeReferenceHandle handle, byte _) => OfReference(reader, handle);

    public ImmutableArray<HouseType> GetTypeFromSpecification(
        MetadataReader reader, object? context, TypeSpecificationHandle handle, byte _) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, context);

    public ImmutableArray<HouseType> GetGenericInstantiation(
        ImmutableArray<HouseType> type, ImmutableArray<ImmutableArray<HouseType>> arguments) =>
        [.. type, .. arguments.SelectMany(argument => argument)];

    public ImmutableArray<HouseType> GetFunctionPointerType(MethodSignature<ImmutableArray<HouseType>> signature) =>
        [.. signature.ReturnType, .. signature.ParameterTypes.SelectMany(parameter => parameter)];

    public ImmutableArray<HouseType> GetModifiedType(
        ImmutableArray<HouseType> modifier, ImmutableArray<HouseType> unmodified, bool isRequired) =>
        [.. modifier, .. unmodified];

    public ImmutableArray<HouseType> GetArrayType(ImmutableArray<HouseType> type, ArrayShape shape) => type;
    public ImmutableArray<HouseType> GetByReferenceType(ImmutableArray<HouseType> type) => type;
    public ImmutableArray<HouseType> GetPinnedType(ImmutableArray<HouseType> type) => type;
    public ImmutableArray<HouseType> GetPointerType(ImmutableArray<HouseType> type) => type;
    public ImmutableArray<HouseType> GetSZArrayType(ImmutableArray<HouseType> type) => type;
    public ImmutableArray<HouseType> GetGenericMethodParameter(object? context, int index) => None;
    public ImmutableArray<HouseType> GetGenericTypeParameter(object? context, int index) => None;
    public ImmutableArray<HouseType> GetPrimitiveType(PrimitiveTypeCode code) => None;

    private static string ProjectOf(MetadataReader reader) => reader.GetString(reader.GetAssemblyDefinition().Name);

    // Statements at the top of a program are a type without a namespace.
    private static ImmutableArray<HouseType> Named(string folder, string name, string project)
    {
        if (folder.Length == 0 && name == "Program" && project.Length > 0)
            return [new HouseType(project, name)];

        bool isOurs = folder == "Sockeye" || folder.StartsWith("Sockeye.", StringComparison.Ordinal);
        return isOurs ? [new HouseType(folder, name.Split('`')[0])] : None;
    }
}
