using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Roundtable.Web.Api;

/// <summary>The OpenAPI document of the API, made from the endpoints themselves.</summary>
public static class ApiDocument
{
    /// <summary>The document's name, and the first part of the API's path.</summary>
    public const string Name = "v1";

    /// <summary>Adds what makes it.</summary>
    public static void Add(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
            o.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower));
        });
        services.AddOpenApi(Name, o =>
        {
            o.ShouldInclude = static d => d.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
            o.AddDocumentTransformer(static (document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "Roundtable",
                    Version = Name,
                    Description = "Puts questions to panels of AI models, and reads what they said. Errors are problem details (RFC 9457).",
                };
                document.Servers = [];
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
                {
                    ["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "Made with 'roundtable tokens add'; needed where the site can be reached by others." },
                };
                return Task.CompletedTask;
            });
        });
    }
}
