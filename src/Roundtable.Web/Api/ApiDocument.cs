using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Roundtable.Web.Api;

/// <summary>The OpenAPI document of the API, generated from the endpoints.</summary>
public static class ApiDocument
{
    /// <summary>The document's name, and the first part of the API's path.</summary>
    public const string Name = "v1";

    private const string SchemeName = "bearer";

    /// <summary>Adds what generates it.</summary>
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
                Describe(document);
                return Task.CompletedTask;
            });
            o.AddOperationTransformer(static (operation, context, _) =>
            {
                Secure(operation, context);
                return Task.CompletedTask;
            });
        });
    }

    private static void Describe(OpenApiDocument document)
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
            [SchemeName] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A token created with 'roundtable tokens add'. Required once a token exists, or where others can reach the site.",
            },
        };
    }

    /// <summary>
    /// States which role an operation requires, as its endpoint's authorization policy has it: OpenAPI 3.1 lets a requirement of a
    /// bearer scheme name roles. An operation that requires none says so with an empty list.
    /// </summary>
    private static void Secure(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var policies = metadata.OfType<IAllowAnonymous>().Any() ? [] : metadata.OfType<IAuthorizeData>().Select(a => a.Policy).OfType<string>().ToList();
        operation.Security = policies.Count == 0
            ? []
            : [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SchemeName, context.Document)] = [policies[^1]] }];
    }
}
