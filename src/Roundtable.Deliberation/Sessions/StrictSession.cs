using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Roundtable.Deliberation.Sessions;

/// <summary>The same, but every member must stand in the document, save those whose null is left out.</summary>
internal static class StrictSession
{
    private static readonly JsonSerializerOptions _options = new(SessionJsonContext.Default.Options)
    {
        TypeInfoResolver = SessionJsonContext.Default.WithAddedModifier(static type =>
        {
            foreach (var property in type.Properties)
            {
                if (property.AssociatedParameter is { IsNullable: true } || Nullable.GetUnderlyingType(property.PropertyType) is not null)
                {
                    property.IsRequired = false;
                }
            }
        }),
    };

    public static JsonTypeInfo<Session> Type { get; } = (JsonTypeInfo<Session>)_options.GetTypeInfo(typeof(Session));

    public static JsonTypeInfo<SessionEvent> Event { get; } = (JsonTypeInfo<SessionEvent>)_options.GetTypeInfo(typeof(SessionEvent));
}
