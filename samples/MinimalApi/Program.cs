// MinimalApi --model MODEL.zip     A research and engineering tool, not a medical device.
using Pneumonia.Model;
using Pneumonia.Serving;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddPneumoniaClassifier(builder.Configuration["model"] ?? "pneumonia.zip");

var app = builder.Build();

// POST /xray/predict, POST /xray/explain, GET /xray/info, /xray/health/live, /xray/health/ready, /xray/openapi/pneumonia.json
app.MapPneumonia("/xray");

// The page for people: /xray/
app.MapPneumoniaPage("/xray");

// Or an answer inside an endpoint of one's own; queue, batches and hot reload are the same.
app.MapPost("/triage", async (HttpRequest request, PneumoniaPredictor predictor, CancellationToken cancellationToken) =>
{
    using var image = new MemoryStream();
    await request.Body.CopyToAsync(image, cancellationToken);
    var answer = await predictor.PredictAsync(image.ToArray(), cancellationToken);
    return answer.Decision switch
    {
        Decision.Positive or Decision.Refer => Results.Ok(new { queue = "first", answer.Probability }),
        Decision.Negative => Results.Ok(new { queue = "usual", answer.Probability }),
        _ => Results.UnprocessableEntity(new { answer.Problem }),
    };
});

app.Run();
