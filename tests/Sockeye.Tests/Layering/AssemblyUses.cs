using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Sockeye.Tests.Layering;

/// <summary>Which type of the house uses which other, as an assembly keeps it. No code of it is loaded.</summary>
/// <remarks>
/// A type uses what its declarations and instructions name: bases, constraints, attributes, signatures, and the type
/// whose member is called, but not what that member takes and gives. Local variables are not asked: an optimising
/// compiler drops them, and both builds must say the same. Constants leave no trace, and a type that is given to an
/// attribute only its name: see <see cref="SourceUses"/> for both.
/// </remarks>
internal sealed class AssemblyUses : IDisposable
{
    private static readonly TypeNames Names = new();

    private readonly PEReader _file;
    private readonly MetadataReader _reader;

    public AssemblyUses(string path)
    {
        _file = new PEReader(File.OpenRead(path));
        _reader = _file.GetMetadataReader();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>The types of this assembly that are of the house.</summary>
    public IEnumerable<HouseType> Types() => _reader.TypeDefinitions
        .SelectMany(type => TypeNames.OfDefinition(_reader, type)).Distinct();

    /// <summary>All pairs of user and used; a pair may come more than once.</summary>
    public IEnumerable<(HouseType User, HouseType Used)> Pairs() =>
        from handle in _reader.TypeDefinitions
        from user in TypeNames.OfDefinition(_reader, handle)
        from used in UsedBy(_reader.GetTypeDefinition(handle)).Distinct()
        select (user, used);

    private IEnumerable<HouseType> UsedBy(TypeDefinition type)
    {
        IEnumerable<HouseType> declared =
        [
            .. Of(type.BaseType),
            .. type.GetInterfaceImplementations()
                .SelectMany(one => Of(_reader.GetInterfaceImplementation(one).Interface)),
            .. Constraints(type.GetGenericParameters()),
            .. Attributes(type.GetCustomAttributes()),
            .. type.GetProperties()
                .SelectMany(one => Attributes(_reader.GetPropertyDefinition(one).GetCustomAttributes())),
        ];
        return declared.Concat(Fields(type)).Concat(type.GetMethods().SelectMany(UsedByMethod));
    }

    private IEnumerable<HouseType> Fields(TypeDefinition type)
    {
        // The fields of a state machine are the variables of a method that waits; parameters are in its signature.
        bool isStateMachine = _reader.GetString(type.Name).Contains(">d__", StringComparison.Ordinal);
        foreach (FieldDefinition field in type.GetFields().Select(_reader.GetFieldDefinition))
        {
            foreach (HouseType used in isStateMachine ? [] : field.DecodeSignature(Names, null))
                yield return used;
            foreach (HouseType used in Attributes(field.GetCustomAttributes()))
                yield return used;
        }
    }

    private IEnumerable<HouseType> UsedByMethod(MethodDefinitionHandle handle)
    {
        MethodDefinition method = _reader.GetMethodDefinition(handle);
        IEnumerable<HouseType> declared =
        [
            .. InSignature(method.DecodeSignature(Names, null)),
            .. Constraints(method.GetGenericParameters()),
            .. Attributes(method.GetCustomAttributes()),
            .. method.GetParameters().SelectMany(one => Attributes(_reader.GetParameter(one).GetCustomAttributes())),
        ];

        return method.RelativeVirtualAddress == 0 // abstract, or of another library
            ? declared
            : declared.Concat(MethodBody.NamedBy(_file.GetMethodBody(method.RelativeVirtualAddress)).SelectMany(Of));
    }

    private IEnumerable<HouseType> Constraints(GenericParameterHandleCollection parameters) => parameters
        .SelectMany(one => _reader.GetGenericParameter(one).GetConstraints())
        .SelectMany(one => Of(_reader.GetGenericParameterConstraint(one).Type));

    private IEnumerable<HouseType> Attributes(CustomAttributeHandleCollection attributes) =>
        attributes.SelectMany(one => Of(_reader.GetCustomAttribute(one).Constructor));

    // A type, a member or a signature that is named somewhere.
    private IEnumerable<HouseType> Of(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition when handle.IsNil: // an interface has no base
                return [];
            case HandleKind.TypeDefinition:
                return TypeNames.OfDefinition(_reader, (TypeDefinitionHandle)handle);
            case HandleKind.TypeReference:
                return TypeNames.OfReference(_reader, (TypeReferenceHandle)handle);
            case HandleKind.TypeSpecification:
                return _reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(Names, null);
            case HandleKind.MethodDefinition:
                return Of(_reader.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
            case HandleKind.FieldDefinition:
                return Of(_reader.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
            case HandleKind.MemberReference:
                return Of(_reader.GetMemberReference((MemberReferenceHandle)handle).Parent);
            case HandleKind.MethodSpecification:
                MethodSpecification made = _reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                return [.. Of(made.Method), .. made.DecodeSignature(Names, null).SelectMany(argument => argument)];
            case HandleKind.StandaloneSignature:
                StandaloneSignature called = _reader.GetStandaloneSignature((StandaloneSignatureHandle)handle);
                return InSignature(called.DecodeMethodSignature(Names, null));
            default:
                return []; // a text, or the module itself
        }
    }

    private static IEnumerable<HouseType> InSignature(MethodSignature<ImmutableArray<HouseType>> signature) =>
        signature.ParameterTypes.SelectMany(parameter => parameter).Concat(signature.ReturnType);
}
