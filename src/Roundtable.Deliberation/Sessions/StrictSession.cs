using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Roundtable.Deliberation.Sessions;

/// <summary><see cref="SessionJsonContext"/> with every member required, except those that are omitted when null.</summary>
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

    public static JsonTypeInfo<FusedSession> Fused { get; } = (JsonTypeInfo<FusedSession>)_options.GetTypeInfo(typeof(FusedSession));

    public static JsonTypeInfo<SessionEvent> Event { get; } = (JsonTypeInfo<SessionEvent>)_options.GetTypeInfo(typeof(SessionEvent));
}
