using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace HotPath.Architecture.Tests.Metadata;

/// <summary>Walks one type definition: its head, its members, their attributes and their bodies.</summary>
internal sealed class TypeReading(PEReader file, MetadataReader metadata, UsedTypes used)
{
    private readonly AttributeReading _attributes = new(metadata, used);

    public void Read(TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        used.Add(type.BaseType);
        _attributes.Read(type.GetCustomAttributes());
        ReadConstraints(type.GetGenericParameters());
        foreach (InterfaceImplementationHandle implementation in type.GetInterfaceImplementations())
        {
            used.Add(metadata.GetInterfaceImplementation(implementation).Interface);
        }

        foreach (FieldDefinition field in type.GetFields().Select(metadata.GetFieldDefinition))
        {
            field.DecodeSignature(used, null);
            _attributes.Read(field.GetCustomAttributes());
        }

        foreach (PropertyDefinition property in type.GetProperties().Select(metadata.GetPropertyDefinition))
        {
            property.DecodeSignature(used, null);
            _attributes.Read(property.GetCustomAttributes());
        }

        foreach (EventDefinition @event in type.GetEvents().Select(metadata.GetEventDefinition))
        {
            used.Add(@event.Type);
            _attributes.Read(@event.GetCustomAttributes());
        }

        foreach (MethodDefinition method in type.GetMethods().Select(metadata.GetMethodDefinition))
        {
            Read(method);
        }
    }

    private void Read(MethodDefinition method)
    {
        method.DecodeSignature(used, null);
        _attributes.Read(method.GetCustomAttributes());
        ReadConstraints(method.GetGenericParameters());
        foreach (ParameterHandle parameter in method.GetParameters())
        {
            _attributes.Read(metadata.GetParameter(parameter).GetCustomAttributes());
        }

        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        MethodBodyBlock body = file.GetMethodBody(method.RelativeVirtualAddress);
        used.Add(body.LocalSignature);
        foreach (ExceptionRegion region in body.ExceptionRegions)
        {
            used.Add(region.CatchType);
        }

        foreach (EntityHandle operand in IlOperands.Of(body.GetILReader()))
        {
            used.Add(operand);
        }
    }

    private void ReadConstraints(GenericParameterHandleCollection parameters)
    {
        foreach (GenericParameterHandle parameter in parameters)
        {
            foreach (GenericParameterConstraintHandle constraint in metadata.GetGenericParameter(parameter).GetConstraints())
            {
                used.Add(metadata.GetGenericParameterConstraint(constraint).Type);
            }
        }
    }
}
