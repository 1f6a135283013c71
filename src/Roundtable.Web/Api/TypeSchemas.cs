using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Roundtable.Deliberation.Questions;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Attachments;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Labels;

namespace Roundtable.Web.Api;

/// <summary>What the schemas of types do not tell by themselves: the bounds of a request's members, and that what is null is left out of an answer.</summary>
public static class TypeSchemas
{
    private static readonly Type[] _requests =
        [typeof(AskRequest), typeof(SeatPlan), typeof(ContextDocument), typeof(ContextFile), typeof(GoldRequest), typeof(LabelStart)];

    /// <summary>Adds it to the schema of a type.</summary>
    public static void Refine(OpenApiSchema schema, JsonTypeInfo info)
    {
        var type = info.Type;
        foreach (var nullable in info.Properties.Where(p => p.IsGetNullable))
        {
            schema.Required?.Remove(nullable.Name);
        }

        if (type == typeof(JsonElement))
        {
            schema.Type = JsonSchemaType.Object; // the only JSON in a request that is not of a type of its own
        }

        if (!_requests.Contains(type))
        {
            return;
        }

        schema.AdditionalPropertiesAllowed = false;
        if (type == typeof(LabelStart))
        {
            schema.Required = new HashSet<string>(StringComparer.Ordinal) { "codebook", "items" };
        }

        if (type == typeof(AskRequest))
        {
            schema.Required = new HashSet<string>(StringComparer.Ordinal) { "question" };
            foreach (var (name, min, max) in AskCheck.Bounds)
            {
                if (schema.Properties?[name] is OpenApiSchema bounded)
                {
                    bounded.Minimum = min.ToString(CultureInfo.InvariantCulture);
                    bounded.Maximum = max.ToString(CultureInfo.InvariantCulture);
                }
            }
        }
    }
}
