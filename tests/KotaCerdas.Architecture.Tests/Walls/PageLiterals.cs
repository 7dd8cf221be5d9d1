using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace KotaCerdas.Architecture.Tests.Walls;

/// <summary>
/// Reads the string constants of compiled Razor pages from their instructions: <c>ldstr</c> followed at once by a call. What the Razor
/// compiler made of the markup is exact; parsing the markup again would be a guess.
/// </summary>
internal static class PageLiterals
{
    private const byte LoadString = 0x72;
    private const byte Call = 0x28;
    private const byte CallVirtual = 0x6F;
    private const byte UserStringTable = 0x70;

    /// <summary>Stands for the method where markup is written into an attribute of a tag helper.</summary>
    private const string AttributeWrite = "set_attribute";

    private const string PageNamespace = "AspNetCoreGeneratedDocument";

    /// <summary>Every constant of every page, in the order in which it is written.</summary>
    public static IEnumerable<PageLiteral> In(PEReader image, MetadataReader metadata) =>
        from handle in metadata.TypeDefinitions
        let type = metadata.GetTypeDefinition(handle)
        let page = Outermost(metadata, type)
        where metadata.GetString(page.Namespace) == PageNamespace
        from method in type.GetMethods()
        let address = metadata.GetMethodDefinition(method).RelativeVirtualAddress
        where address != 0
        from literal in Constants(metadata, image.GetMethodBody(address).GetILBytes() ?? [])
        select new PageLiteral(metadata.GetString(page.Name), literal.Method, literal.Text);

    private static TypeDefinition Outermost(MetadataReader metadata, TypeDefinition type)
    {
        while (!type.GetDeclaringType().IsNil)
        {
            type = metadata.GetTypeDefinition(type.GetDeclaringType());
        }

        return type;
    }

    private static IEnumerable<(string Method, string Text)> Constants(MetadataReader metadata, byte[] code)
    {
        var inAttribute = false;
        for (var i = 0; i + 10 <= code.Length; i++)
        {
            if (code[i] is Call or CallVirtual)
            {
                inAttribute = MethodName(metadata, BitConverter.ToInt32(code, i + 1)) switch
                {
                    "BeginWriteTagHelperAttribute" => true,
                    "EndWriteTagHelperAttribute" => false,
                    _ => inAttribute,
                };
            }

            if (code[i] == LoadString && code[i + 4] == UserStringTable && code[i + 5] is Call or CallVirtual)
            {
                var text = BitConverter.ToInt32(code, i + 1) & 0x00FFFFFF;
                yield return (inAttribute ? AttributeWrite : MethodName(metadata, BitConverter.ToInt32(code, i + 6)), Text(metadata, text));
            }
        }
    }

    private static string Text(MetadataReader metadata, int offset) => offset < metadata.GetHeapSize(HeapIndex.UserString)
        ? metadata.GetUserString(MetadataTokens.UserStringHandle(offset))
        : string.Empty;

    private static string MethodName(MetadataReader metadata, int token)
    {
        var row = token & 0x00FFFFFF;
        return (token >> 24) switch
        {
            0x0A when row <= metadata.GetTableRowCount(TableIndex.MemberRef) =>
                metadata.GetString(metadata.GetMemberReference(MetadataTokens.MemberReferenceHandle(row)).Name),
            0x06 when row <= metadata.GetTableRowCount(TableIndex.MethodDef) =>
                metadata.GetString(metadata.GetMethodDefinition(MetadataTokens.MethodDefinitionHandle(row)).Name),
            _ => string.Empty,
        };
    }
}
