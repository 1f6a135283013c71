using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Roundtable.Tests.Layout;

/// <summary>
/// Reads from a compiled assembly which of its own types refer to which: in what they derive from, in signatures, constraints,
/// attributes and the code of methods. Nested types, also those that the compiler makes of lambdas, iterators and asynchronous
/// methods, count as the outermost type around them. Constants leave no trace: the compiler puts their value in their place.
/// </summary>
internal sealed class TypeReferences
{
    private static readonly Dictionary<int, OpCode> _opCodes = typeof(OpCodes).GetFields()
        .Select(f => f.GetValue(null))
        .OfType<OpCode>()
        .ToDictionary(code => code.Value & 0xFFFF);

    private readonly PEReader _file;
    private readonly MetadataReader _metadata;
    private readonly ReferenceCollector _collector;

    private TypeReferences(PEReader file)
    {
        _file = file;
        _metadata = file.GetMetadataReader();
        _collector = new ReferenceCollector(_metadata);
    }

    /// <summary>Pairs of different outermost types, the first of which refers to the second.</summary>
    /// <param name="assembly">Path of the compiled assembly.</param>
    public static HashSet<(OutermostType From, OutermostType To)> In(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        return new TypeReferences(file).Read();
    }

    private HashSet<(OutermostType From, OutermostType To)> Read()
    {
        HashSet<(OutermostType, OutermostType)> pairs = [];
        foreach (var handle in _metadata.TypeDefinitions)
        {
            _collector.Found.Clear();
            Visit(_metadata.GetTypeDefinition(handle));
            var from = Outermost(handle);
            pairs.UnionWith(_collector.Found.Select(Outermost).Where(to => to != from).Select(to => (from, to)));
        }

        return pairs;
    }

    private OutermostType Outermost(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? Outermost(outer)
            : new OutermostType(_metadata.GetString(type.Namespace), _metadata.GetString(type.Name));
    }

    private void Visit(TypeDefinition type)
    {
        Visit(type.BaseType);
        Visit(type.GetCustomAttributes());
        Visit(type.GetGenericParameters());
        foreach (var implementation in type.GetInterfaceImplementations().Select(_metadata.GetInterfaceImplementation))
        {
            Visit(implementation.Interface);
            Visit(implementation.GetCustomAttributes());
        }

        foreach (var field in type.GetFields().Select(_metadata.GetFieldDefinition))
        {
            field.DecodeSignature(_collector, null);
            Visit(field.GetCustomAttributes());
        }

        foreach (var property in type.GetProperties().Select(_metadata.GetPropertyDefinition))
        {
            property.DecodeSignature(_collector, null);
            Visit(property.GetCustomAttributes());
        }

        foreach (var e in type.GetEvents().Select(_metadata.GetEventDefinition))
        {
            Visit(e.Type);
            Visit(e.GetCustomAttributes());
        }

        foreach (var method in type.GetMethods().Select(_metadata.GetMethodDefinition))
        {
            Visit(method);
        }
    }

    private void Visit(MethodDefinition method)
    {
        method.DecodeSignature(_collector, null);
        Visit(method.GetCustomAttributes());
        Visit(method.GetGenericParameters());
        foreach (var parameter in method.GetParameters().Select(_metadata.GetParameter))
        {
            Visit(parameter.GetCustomAttributes());
        }

        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        Visit(body.LocalSignature);
        foreach (var region in body.ExceptionRegions)
        {
            Visit(region.CatchType);
        }

        VisitCode(body.GetILReader());
    }

    private void VisitCode(BlobReader code)
    {
        while (code.RemainingBytes > 0)
        {
            int value = code.ReadByte();
            var operation = _opCodes[value == 0xFE ? (value << 8) | code.ReadByte() : value];
            switch (operation.OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineSig or OperandType.InlineTok or OperandType.InlineType:
                    Visit(MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                default:
                    code.Offset += SizeOf(operation.OperandType);
                    break;
            }
        }
    }

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineBrTarget or OperandType.InlineI or OperandType.InlineString or OperandType.ShortInlineR => 4,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => throw new InvalidOperationException($"Instructions have no operand {operand}."),
    };

    private void Visit(GenericParameterHandleCollection parameters)
    {
        foreach (var parameter in parameters.Select(_metadata.GetGenericParameter))
        {
            Visit(parameter.GetCustomAttributes());
            foreach (var constraint in parameter.GetConstraints().Select(_metadata.GetGenericParameterConstraint))
            {
                Visit(constraint.Type);
            }
        }
    }

    private void Visit(CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes.Select(_metadata.GetCustomAttribute))
        {
            Visit(attribute.Constructor);
            attribute.DecodeValue(_collector);
        }
    }

    private void Visit(EntityHandle handle)
    {
        if (handle.IsNil)
        {
            return;
        }

        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                _collector.Found.Add((TypeDefinitionHandle)handle);
                break;
            case HandleKind.TypeSpecification:
                _metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(_collector, null);
                break;
            case HandleKind.MethodDefinition:
                _collector.Found.Add(_metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                _collector.Found.Add(_metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MethodSpecification:
                var specification = _metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                specification.DecodeSignature(_collector, null);
                Visit(specification.Method);
                break;
            case HandleKind.MemberReference:
                Visit(_metadata.GetMemberReference((MemberReferenceHandle)handle));
                break;
            case HandleKind.StandaloneSignature:
                Visit(_metadata.GetStandaloneSignature((StandaloneSignatureHandle)handle));
                break;
            case HandleKind.TypeReference:
                break;
            default:
                throw new InvalidOperationException($"Code refers to no {handle.Kind}.");
        }
    }

    private void Visit(MemberReference member)
    {
        Visit(member.Parent);
        if (member.GetKind() == MemberReferenceKind.Method)
        {
            member.DecodeMethodSignature(_collector, null);
        }
        else
        {
            member.DecodeFieldSignature(_collector, null);
        }
    }

    private void Visit(StandaloneSignature signature)
    {
        if (signature.GetKind() == StandaloneSignatureKind.LocalVariables)
        {
            signature.DecodeLocalSignature(_collector, null);
        }
        else
        {
            signature.DecodeMethodSignature(_collector, null);
        }
    }
}
