using System.Globalization;
using Microsoft.OpenApi;
using Roundtable.Deliberation.Questions;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Configuration;

namespace Roundtable.Web.Api;

/// <summary>What the check of a request demands beyond its types, said in the schemas of the request.</summary>
public static class RequestSchemas
{
    private static readonly Type[] _requests = [typeof(AskRequest), typeof(SeatPlan), typeof(ContextDocument)];

    /// <summary>Adds to the schema of a type of the request: unknown members are refused, and numbers have bounds.</summary>
    public static void Refine(OpenApiSchema schema, Type type)
    {
        if (!_requests.Contains(type))
        {
            return;
        }

        schema.AdditionalPropertiesAllowed = false;
        if (schema.Properties?.TryGetValue("body", out var member) == true && member is OpenApiSchema body)
        {
            body.Type = JsonSchemaType.Object | JsonSchemaType.Null;
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
