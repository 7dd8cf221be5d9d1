using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace KotaCerdas.Architecture.Tests.Walls;

/// <summary>Reads the facts of an assembly from its metadata, without loading it.</summary>
internal sealed class AssemblyReader
{
    private const TypeAttributes Closed = TypeAttributes.Interface | TypeAttributes.Sealed | TypeAttributes.Abstract;

    private readonly MetadataReader _metadata;
    private readonly string _assembly;
    private readonly PEReader _image;

    private AssemblyReader(PEReader image)
    {
        _image = image;
        _metadata = image.GetMetadataReader();
        _assembly = ProjectName(_metadata.GetString(_metadata.GetAssemblyDefinition().Name));
    }

    /// <summary>Reads an image.</summary>
    public static AssemblyFacts Read(Stream stream)
    {
        using var image = new PEReader(stream);
        return new AssemblyReader(image).Facts();
    }

    private AssemblyFacts Facts() => new(
        _assembly,
        [.. _metadata.AssemblyReferences.Select(r => ProjectName(_metadata.GetString(_metadata.GetAssemblyReference(r).Name)))],
        [.. _metadata.TypeDefinitions.Select(Type)],
        [.. _metadata.TypeReferences.Select(_metadata.GetTypeReference).Where(IsForeign).Select(Foreign)],
        [.. PageLiterals.In(_image, _metadata)]);

    private static string ProjectName(string assembly) => assembly == "kotacerdas" ? "KotaCerdas" : assembly;

    private static bool IsForeign(TypeReference reference) => reference.ResolutionScope.Kind == HandleKind.AssemblyReference;

    private TypeFacts Foreign(TypeReference reference)
    {
        var scope = _metadata.GetAssemblyReference((AssemblyReferenceHandle)reference.ResolutionScope);
        return new(ProjectName(_metadata.GetString(scope.Name)), _metadata.GetString(reference.Namespace), Plain(reference.Name));
    }

    private TypeFacts Type(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        var visibility = type.Attributes & TypeAttributes.VisibilityMask;
        var baseName = NameOf(type.BaseType);
        return new(_assembly, NamespaceOf(type), Plain(type.Name))
        {
            IsPublic = visibility is TypeAttributes.Public or TypeAttributes.NestedPublic,
            IsInterface = type.Attributes.HasFlag(TypeAttributes.Interface),
            IsOpenClass = (type.Attributes & Closed) == TypeAttributes.NotPublic,
            IsNested = !type.GetDeclaringType().IsNil,
            IsGenerated = IsGenerated(type),
            Base = baseName,
            Interfaces = [.. type.GetInterfaceImplementations().Select(i => NameOf(_metadata.GetInterfaceImplementation(i).Interface))],
        };
    }

    private string NamespaceOf(TypeDefinition type)
    {
        while (!type.GetDeclaringType().IsNil)
        {
            type = _metadata.GetTypeDefinition(type.GetDeclaringType());
        }

        return _metadata.GetString(type.Namespace);
    }

    private bool IsGenerated(TypeDefinition type)
    {
        var name = _metadata.GetString(type.Name);
        var space = NamespaceOf(type);
        return name.Contains('<', StringComparison.Ordinal)
            || !(space.Length == 0 || space.StartsWith("KotaCerdas", StringComparison.Ordinal))
            || type.GetCustomAttributes().Any(a => AttributeName(a) is "CompilerGeneratedAttribute" or "GeneratedCodeAttribute");
    }

    private string AttributeName(CustomAttributeHandle handle)
    {
        var constructor = _metadata.GetCustomAttribute(handle).Constructor;
        return constructor.Kind == HandleKind.MemberReference
            && _metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } parent
                ? _metadata.GetString(_metadata.GetTypeReference((TypeReferenceHandle)parent).Name)
                : string.Empty;
    }

    private string NameOf(EntityHandle handle) => handle.Kind switch
    {
        _ when handle.IsNil => string.Empty,
        HandleKind.TypeDefinition => NameOf(_metadata.GetTypeDefinition((TypeDefinitionHandle)handle)),
        HandleKind.TypeReference => NameOf(_metadata.GetTypeReference((TypeReferenceHandle)handle)),
        HandleKind.TypeSpecification => NameOf(GenericOf((TypeSpecificationHandle)handle)),
        _ => string.Empty,
    };

    private string NameOf(TypeDefinition type) => $"{_metadata.GetString(type.Namespace)}.{Plain(type.Name)}";

    private string NameOf(TypeReference type) => $"{_metadata.GetString(type.Namespace)}.{Plain(type.Name)}";

    private EntityHandle GenericOf(TypeSpecificationHandle handle)
    {
        var signature = _metadata.GetBlobReader(_metadata.GetTypeSpecification(handle).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return default;
        }

        signature.ReadByte();
        return signature.ReadTypeHandle();
    }

    private string Plain(StringHandle name) => _metadata.GetString(name).Split('`')[0];
}
