using System.Globalization;
using Pneumonia.Benchmarks.All;
using Pneumonia.Benchmarks.Endurance;
using Pneumonia.Benchmarks.Explaining;
using Pneumonia.Benchmarks.Extraction;
using Pneumonia.Benchmarks.Measuring;
using Pneumonia.Benchmarks.Orientation;
using Pneumonia.Benchmarks.Predicting;
using Pneumonia.Benchmarks.Scale;
using Pneumonia.Benchmarks.Screening;
using Pneumonia.Benchmarks.Serving;

// Whole-process measurements, ratios in one run: absolute times on shared machines say little.
return args switch
{
    ["all", .. var rest] => await AllBenchmark.RunAsync(rest),
    ["extraction", var images, var backbone, .. var rest] => await ExtractionBenchmark.RunAsync(images, backbone, rest is [var n] ? int.Parse(n, null) : 3),
    ["memory", var images, var backbone, var count] => MemoryBenchmark.Run(images, backbone, int.Parse(count, null)),
    ["prediction", var model, var images] => PredictionBenchmark.Run(model, images),
    ["threads", var model, var images] => ThreadsBenchmark.Run(model, images),
    ["screening", var images] => ScreeningBenchmark.Run(images),
    ["labels", var images, var backbone, var share, var work] => LabelAuditBenchmark.Run(images, backbone, double.Parse(share, CultureInfo.InvariantCulture), work),
    ["orientation", var weights, var heldOut, _, ..] => OrientationTraining.Run(weights, heldOut, args[3..]),
    ["poses", var model, var images, .. var rest] => PosesBenchmark.Run(model, images, rest is [var strangers] ? strangers : null),
    ["heatmaps", var model, var images] => HeatMapBenchmark.Run(model, images),
    ["serving", var model, var images] => await ServingBenchmark.RunAsync(model, images),
    ["throughput", var model, var images, .. var rest] => await ThroughputBenchmark.RunAsync(model, images, rest is [var r, ..] ? int.Parse(r, null) : 5, rest is [_, var c, ..] ? int.Parse(c, null) : 32, rest is [_, _, var t] ? int.Parse(t, null) : 0),
    ["clients", var url, var images, var clients, var seconds] => SocketLoad.Run(url, images, int.Parse(clients, null), double.Parse(seconds, CultureInfo.InvariantCulture)),
    ["whole", var who, var model, var images, var side] => WholeProcess.Run(who, model, images, int.Parse(side, null)),
    ["endurance", var url, var process, var served, var images, var clients, var minutes, var reloads, .. var models] => await ServingEndurance.RunAsync(
        url, int.Parse(process, null), served, models, images, int.Parse(clients, null), double.Parse(minutes, null), int.Parse(reloads, null)),
    ["scale", var network, _, ..] => await ScaleBenchmark.RunAsync(network, [.. args[2..].Select(static n => int.Parse(n, null))]),
    ["soak", var minutes, var model, .. var rest] when rest is [] or ["still"] => await Soak.RunAsync(double.Parse(minutes, CultureInfo.InvariantCulture), model, trains: rest is []),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        all        [--data DIR] [--large DIR] [--model ZIP] [--backbone ONNX]… [--only ROOM]… [--rounds N] [--seconds S] [--images N] [--out FILE]
                                                   everything beside its limit and beside plain ML.NET, as one Markdown table; synthetic images where no DIR is given
        extraction IMAGES BACKBONE.onnx [ROUNDS]   feature extraction beside bare ONNX Runtime, with and without libjpeg, and beside ML.NET's stock pipeline
        memory     IMAGES BACKBONE.onnx COUNT      peak memory of extracting features of COUNT images (files are used again under other hashes)
        prediction MODEL.zip IMAGES                cold start, latency and batch throughput of a packaged model
        threads    MODEL.zip IMAGES                8 threads × 1,000 predictions on one classifier against one thread alone
        screening  IMAGES                          traits of good radiographs, how alike they look, and how they are judged when spoilt
        labels     IMAGES BACKBONE SHARE WORK      how many of so many flipped labels the audit ranks first; WORK keeps features between runs
        orientation WEIGHTS HELDOUT IMAGES…        learns the detector of inverted and turned radiographs, measures it, writes its weights
        poses      MODEL.zip IMAGES [STRANGERS]    the same radiographs in eight poses, corrected and as they lie; whether other things pass the gate by it
        heatmaps   MODEL.zip IMAGES                whether its heat maps point at synthetic lesions, and deletion and insertion on real images
        serving    MODEL.zip IMAGES                what the service adds to a lone request, and what its batches give under load
        throughput MODEL.zip IMAGES [ROUNDS [N [THREADS]]] the service at saturation by N light clients of another process beside PredictBatch, by wall and processor time
        clients    URL IMAGES N SECONDS            those clients: begin at a line on standard input
        whole      ours|bare|stock MODEL IMAGES SIDE   first answer and peak memory of a process that does nothing else; MODEL is a .zip for ours, else a graph
        endurance  URL PROCESS SERVED.zip IMAGES CLIENTS MINUTES RELOADS MODEL.zip…   a running `pneumonia serve` under load, its file replaced meanwhile
        scale      tiny|BACKBONE COUNT…            what so many images cost in features, merging and prediction: time, memory, room of the store
        soak       MINUTES MODEL.zip [still]       prediction, hot reload and training of small models in one process: what grows; still: without training
        """);
    return 2;
}
