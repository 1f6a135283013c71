using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Roundtable.Web.Api;

/// <summary>The OpenAPI document of the API, generated from the endpoints and what they declare of themselves.</summary>
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
            o.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower));
        });
        services.AddOpenApi(Name, o =>
        {
            // What answers GET answers HEAD too; the document says so once.
            o.ShouldInclude = static d => d.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true && d.HttpMethod != HttpMethods.Head;
            o.AddDocumentTransformer(static (document, _, _) =>
            {
                Describe(document);
                return Task.CompletedTask;
            });
            o.AddOperationTransformer(static (operation, context, _) =>
            {
                Secure(operation, context);
                if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiOperation>().LastOrDefault() is { } declared)
                {
                    Describe(operation, declared, context.Document!);
                }

                return Task.CompletedTask;
            });
            o.AddSchemaTransformer(static (schema, context, _) =>
            {
                TypeSchemas.Refine(schema, context.JsonTypeInfo);
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
            Description = "Puts questions to panels of AI models, and reads what they said. Errors are problem details (RFC 9457). Whatever answers GET "
                + "answers HEAD.",
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        document.Servers = [new OpenApiServer { Url = "/", Description = "The site that served this document." }];
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
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        foreach (var (name, schema) in AnswerSchemas.All())
        {
            document.Components.Schemas.TryAdd(name, schema);
        }

        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
        {
            tag.Description = ApiTags.Description(tag.Name);
        }
    }

    private static void Describe(OpenApiOperation operation, ApiOperation declared, OpenApiDocument document)
    {
        operation.OperationId = declared.Id;
        operation.Parameters =
        [
            .. declared.Path.Select(p => p.In(ParameterLocation.Path)),
            .. declared.Query.Select(p => p.In(ParameterLocation.Query)),
            .. declared.Headers.Select(p => p.In(ParameterLocation.Header)),
        ];
        operation.Responses ??= [];
        foreach (var answers in declared.Answers.GroupBy(a => a.Status))
        {
            operation.Responses[answers.Key.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = ReasonPhrases.GetReasonPhrase(answers.Key),
                Content = answers.ToDictionary(a => a.MediaType, a => new OpenApiMediaType { Schema = Schema(a, document) }, StringComparer.Ordinal),
                Headers = declared.IsList ? ListHeaders() : null,
            };
        }
    }

    private static IOpenApiSchema Schema(ApiAnswer answer, OpenApiDocument document) => answer.Schema is { } name
        ? new OpenApiSchemaReference(name, document)
        : new OpenApiSchema { Type = JsonSchemaType.String };

    private static Dictionary<string, IOpenApiHeader> ListHeaders() => new(StringComparer.Ordinal)
    {
        [ListPage.TotalHeader] = new OpenApiHeader
        {
            Description = "The number of items on all pages.",
            Required = true,
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "0" },
        },
        ["Link"] = new OpenApiHeader
        {
            Description = "The addresses of the first, previous, next and last page, as far as there are such (RFC 8288).",
            Required = true,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        },
    };

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
